"""CMS as a website, or as a folder laid out like it.

Only cms.gov is asked, over https; or a server of your own on this machine, which then stands
for all of cms.gov.
"""

import re
import shutil
import threading
import time
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import (
    ConnectTimeoutError,
    InvalidHeader,
    MaxRetryError,
    NewConnectionError,
)
from urllib3.util import Retry

from ratebook import __version__
from ratebook.archive.entry import Entry
from ratebook.errors import DataError, FetchError, UsageError
from ratebook.fetch.cms_page import joined
from ratebook.fetch.http import (
    Answer,
    Body,
    BrokeOff,
    Manners,
    NotThere,
    Progress,
    Unreachable,
    manners,
)

HOPS = 5  # redirects
CMS_HOST = re.compile(r"(?:[\w-]+\.)*cms\.gov")
LOOPBACK = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?")
BREAKS = (
    requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError, BrokeOff,
)  # fmt: skip


class CmsSource(Protocol):
    """Where CMS's files are, at or below `base`."""

    base: str | Path

    def get(
        self, address: str, to: Path, have: Entry | None = None, progress: Progress | None = None
    ) -> Answer:
        """Write the bytes of an address to a file; NotThere or FetchError if it cannot.

        `have`: what raw/ holds of it; where that still holds nothing is written.
        """


def source(cms: str, how: Manners | None = None) -> CmsSource:
    """A website for an http address, else a folder laid out like the site."""
    if not re.match(r"https?://", cms):
        if not Path(cms).is_dir():
            raise DataError(f"--cms {cms} is neither an http address nor a folder.")
        return Folder(Path(cms))
    parts = urlsplit(cms)
    loopback = bool(LOOPBACK.fullmatch(parts.netloc))
    if not loopback and not (parts.scheme == "https" and CMS_HOST.fullmatch(parts.netloc)):
        raise UsageError(
            f"--cms {cms} is not allowed: give https://www.cms.gov, a server of your own on "
            "127.0.0.1, or a folder laid out like the site."
        )
    return Site(cms.rstrip("/"), loopback, how or manners(loopback))


class Patient(Retry):
    """Tries that do not end because a server says nonsense in Retry-After."""

    def parse_retry_after(self, retry_after: str) -> float:
        """Seconds to wait; none if the header cannot be read."""
        try:
            return super().parse_retry_after(retry_after)
        except InvalidHeader:
            return 0


class Site:
    """CMS over HTTP. Addresses on cms.gov are asked of `base` where that is a loopback server."""

    def __init__(self, base: str, loopback: bool, how: Manners) -> None:
        self.base: str | Path = base
        self.url, self.loopback, self.how = base, loopback, how
        self._turn, self._next = threading.Lock(), 0.0
        self.session = requests.Session()
        self.session.headers["User-Agent"] = f"ratebook/{__version__} (python-requests)"
        self.session.headers["Accept-Encoding"] = "identity"  # so that a body can be continued
        self.session.trust_env = not loopback
        retry = Patient(
            total=how.tries, connect=2, read=1, redirect=0, backoff_factor=how.backoff,
            backoff_jitter=how.backoff, backoff_max=how.longest_wait, allowed_methods=["GET"],
            status_forcelist=[429, 500, 502, 503, 504], respect_retry_after_header=True,
            retry_after_max=how.longest_wait, raise_on_status=False,
        )  # fmt: skip
        adapter = HTTPAdapter(max_retries=retry, pool_maxsize=how.at_once)
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, adapter)

    def get(
        self, address: str, to: Path, have: Entry | None = None, progress: Progress | None = None
    ) -> Answer:
        """Write what an address answers to a file, continued where it broke off."""
        url = self.allowed(address)
        known = (
            {"If-None-Match": have.etag, "If-Modified-Since": have.last_modified} if have else {}
        )
        asked = {name: value for name, value in known.items() if value}
        body = Body(to, self.how, progress)
        for attempt in range(self.how.tries):
            try:
                return self._follow(url, {} if body.begun else asked, body, have)
            except BREAKS as error:
                if _no_connection(error):
                    raise Unreachable(_unreachable(self.url, error)) from error
                why = error
                time.sleep(min(self.how.backoff * 2**attempt, self.how.longest_wait))
            except requests.RequestException as error:
                raise FetchError(f"{address} did not return the file: {error}") from error
        raise FetchError(
            f"{address} broke off {self.how.tries} times; the last time: {why}"
        ) from why

    def allowed(self, address: str) -> str:
        """The address to ask, where it is one that may be asked; else FetchError."""
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError as error:
            raise FetchError(f"{address!r} is not an address: {error}") from error
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if not parts.netloc:
            return self.url + "/" + path.lstrip("/")
        if self.loopback and parts.netloc == urlsplit(self.url).netloc:
            return self.url + path
        if not CMS_HOST.fullmatch((parts.hostname or "").lower()):
            raise FetchError(f"{address} is not on cms.gov; nothing was downloaded from there")
        if parts.scheme not in ("https", "") or port not in (None, 443):
            raise FetchError(f"{address} is http, but CMS uses https; nothing was downloaded")
        return (self.url if self.loopback else f"https://{parts.hostname}") + path

    def _follow(self, url: str, asked: dict[str, str], body: Body, have: Entry | None) -> Answer:
        for _ in range(HOPS):
            self._wait()
            headers = {**asked, **body.from_where_it_broke_off(url)}
            with self.session.get(
                url, headers=headers, stream=True, allow_redirects=False,
                timeout=(self.how.connect, self.how.read),
            ) as answer:  # fmt: skip
                if answer.status_code == 304 and self._confirmed(url, asked, have):
                    return Answer(url, answer.headers, unchanged=True)
                if answer.status_code == 304:
                    asked = {}
                    continue
                if not answer.is_redirect:
                    return body.write(answer)
                onward = joined(url, answer.headers["Location"])
            if not onward:
                raise FetchError(f"{url} redirects to something that is not an address")
            url = self.allowed(onward)
        raise FetchError(f"{url} keeps redirecting")

    def _confirmed(self, url: str, asked: dict[str, str], have: Entry | None) -> bool:
        """Whether "not modified" can be believed. By a date alone it is also said of a file that
        was changed and has an older date: then date and length must be those we know."""
        if "If-None-Match" in asked or have is None:
            return True
        self._wait()
        head = self.session.head(url, timeout=(self.how.connect, self.how.read))
        if head.status_code != 200:
            return True
        said = head.headers.get("Last-Modified", ""), head.headers.get("Content-Length", "")
        return said == (have.last_modified, str(have.offered_bytes or have.bytes))

    def _wait(self) -> None:
        """One request after another, with the pause between."""
        if not self.how.pause:
            return
        with self._turn:
            time.sleep(max(0.0, self._next - time.monotonic()))
            self._next = time.monotonic() + self.how.pause


def _no_connection(error: Exception) -> bool:
    """Whether no one was there at all; a connection that broke is tried again."""
    reason = error.args[0] if error.args else None
    reason = reason.reason if isinstance(reason, MaxRetryError) else reason
    return isinstance(reason, ConnectTimeoutError | NewConnectionError) or isinstance(
        error, requests.exceptions.SSLError
    )


def _unreachable(url: str, error: Exception) -> str:
    slow = "timed out" in str(error)
    refused = isinstance(error, requests.exceptions.SSLError)
    why = "its certificate was rejected" if refused else "no connection"
    why = "it did not answer in time" if slow else why
    return (
        f"{url} cannot be reached ({why}). The warehouse is unchanged; check the network and run "
        "again."
    )


class Folder:
    """CMS as a folder: the path of an address after the host, below `base`."""

    def __init__(self, base: Path) -> None:
        self.base: str | Path = base.resolve()
        self.folder = base.resolve()

    def get(
        self, address: str, to: Path, have: Entry | None = None, progress: Progress | None = None
    ) -> Answer:
        """Copy the file that an address means; for a page, its index.html."""
        parts = urlsplit(address)
        if parts.netloc and not CMS_HOST.fullmatch((parts.hostname or "").lower()):
            raise FetchError(f"{address} is not on cms.gov; nothing was downloaded from there")
        path = (self.folder / unquote(parts.path).lstrip("/")).resolve()
        path = path / "index.html" if path.is_dir() else path
        if not path.is_relative_to(self.folder) or not path.is_file():
            raise NotThere(f"{path} was not found")
        shutil.copyfile(path, to)
        return Answer(path.relative_to(self.folder).as_posix())
