"""The only code that touches the network: from a release's addresses to a zip in raw/.

CMS is a website (`https://www.cms.gov`, or a loopback server) or a folder laid out like
it. What arrives is a zip, or a page: a page that sends on (meta refresh) is followed, the
AMA licence form is reported, any other page is an error. A page is never kept as a zip.
"""

import re
import shutil
import zipfile
import zlib
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Protocol
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from pipelines import __version__
from pipelines.catalog import Release
from pipelines.errors import DataError, FetchError
from pipelines.raw import Entry, Raw, sha256

ADVICE = "The warehouse is as it was."
HOPS = 5  # pages that may send on from one to the next
TIMEOUT = (5, 60)  # seconds to connect, seconds between bytes


class NotThere(FetchError):
    """The address leads nowhere (404)."""


class Unreachable(FetchError):
    """The site itself cannot be reached."""


@dataclass(frozen=True)
class Answer:
    """What an address gave: the address that answered in the end, and its headers."""

    address: str
    headers: dict[str, str] = field(default_factory=dict)


class Source(Protocol):
    """Where CMS's files are, at or below `base`."""

    base: str | Path

    def get(self, address: str, to: Path) -> Answer:
        """Write the bytes of an address to a file; NotThere or FetchError where it cannot."""


def source(cms: str) -> Source:
    """A website for an http address, else a folder laid out like the site."""
    if re.match(r"https?://", cms):
        return Site(cms.rstrip("/"))
    if not Path(cms).is_dir():
        raise DataError(f"--cms {cms} is neither an http address nor a folder.")
    return Folder(Path(cms))


class Site:
    """CMS over HTTP. Addresses on cms.gov are asked of `base`, wherever that is."""

    def __init__(self, base: str) -> None:
        self.base: str | Path = base
        self.url = base
        self.session = requests.Session()
        self.session.headers["User-Agent"] = f"ratebook/{__version__} (python-requests)"
        retry = Retry(
            total=5, connect=2, backoff_factor=0.5, backoff_jitter=0.5, allowed_methods=["GET"],
            status_forcelist=[429, 500, 502, 503, 504], respect_retry_after_header=True,
        )  # fmt: skip
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, HTTPAdapter(max_retries=retry))

    def get(self, address: str, to: Path) -> Answer:
        """Write what an address answers to a file."""
        try:
            return self._get(urljoin(self.url + "/", _path(address)), to)
        except requests.exceptions.ChunkedEncodingError as error:
            raise FetchError(f"{address} broke off: {error}") from error
        except (requests.ConnectionError, requests.Timeout) as error:
            why = "it does not answer in time" if "timed out" in str(error) else "no connection"
            raise Unreachable(
                f"{self.url} cannot be reached ({why}). The warehouse is as it was; look at the "
                "network and run again."
            ) from error
        except (requests.RequestException, ValueError) as error:
            raise FetchError(f"{address} did not give the file: {error}") from error

    def _get(self, url: str, to: Path) -> Answer:
        for _ in range(HOPS):
            with self.session.get(
                url, stream=True, timeout=TIMEOUT, allow_redirects=False
            ) as answer:
                if not answer.is_redirect:
                    return _written(answer, to)
                onward = urljoin(url, answer.headers["Location"])
            url = urljoin(self.url + "/", _path(onward))
        raise FetchError(f"{url} redirects again and again")


def _written(answer: requests.Response, to: Path) -> Answer:
    if answer.status_code == 404:
        raise NotThere(f"{answer.url} leads nowhere (404)")
    answer.raise_for_status()
    with to.open("wb") as file:
        for chunk in answer.iter_content(1 << 16):
            file.write(chunk)
    return Answer(answer.url, dict(answer.headers))


class Folder:
    """CMS as a folder: the path of an address after the host, below `base`."""

    def __init__(self, base: Path) -> None:
        self.base: str | Path = base.resolve()
        self.folder = base.resolve()

    def get(self, address: str, to: Path) -> Answer:
        """Copy the file that an address means."""
        path = (self.folder / _path(address).split("?")[0].lstrip("/")).resolve()
        if not path.is_relative_to(self.folder) or not path.is_file():
            raise NotThere(f"{path} is not there")
        shutil.copyfile(path, to)
        return Answer(path.relative_to(self.folder).as_posix())


def _path(address: str) -> str:
    """The path and query of an address on cms.gov; other hosts are refused."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise FetchError(f"{address!r} is no address: {error}") from error
    if parts.netloc and not re.fullmatch(r"(.+\.)?cms\.gov|127\.0\.0\.1(:\d+)?", parts.netloc):
        raise FetchError(f"{address} is not on cms.gov; nothing was fetched from there")
    return parts.path + (f"?{parts.query}" if parts.query else "")


def fetch(release: Release, cms: Source, raw: Raw, origin: str = "cms") -> Entry:
    """Fetch a release from the first of its addresses that has it, into raw/.

    Gives the manifest's entry: a new one, or the present one where the bytes are the same.
    Raises FetchError that says what each address answered.
    """
    part = raw.part(release)
    try:
        for address in release.addresses:
            try:
                answer = _zip(address, cms, part)
                return _kept(release, address, answer, part, raw, origin)
            except NotThere:
                continue
            except Unreachable:
                raise
            except FetchError as error:
                raise FetchError(f"{release.name}: {error}. {ADVICE}") from error
    except OSError as error:
        raise DataError(f"{release.name} cannot be written to {raw.folder}: {error}") from error
    finally:
        part.unlink(missing_ok=True)
    tried = ", ".join(release.addresses) or "no address, for the catalog knows none"
    raise NotThere(
        f"{release.name} was not found at {cms.base}: tried {tried}. "
        "If CMS has it elsewhere, add the address to pipelines/catalog.toml."
    )


def _kept(
    release: Release, address: str, answer: Answer, part: Path, raw: Raw, origin: str
) -> Entry:
    digest = sha256(part)
    if reason := raw.why_refused(release.name, digest):
        raise FetchError(f"CMS still has the file that was set aside. {reason}")
    for entry in raw.entries():
        same = (entry.release, entry.sha256) == (release.name, digest)
        if same and raw.file(entry).exists() and sha256(raw.file(entry)) == digest:
            return entry
    return raw.keep(part, release, address, answer.address, answer.headers, origin)


def _zip(address: str, cms: Source, part: Path) -> Answer:
    """Fetch an address into `part`, follow pages that send on, and check that it is a zip."""
    asked = address
    for _ in range(HOPS):
        answer = cms.get(asked, part)
        page = _page(part)
        if page is None:
            _require_zip(part, answer.address)
            return answer
        onward = _meta_refresh(page)
        if not onward:
            raise FetchError(_about_page(page, answer.address))
        asked = urljoin(asked, onward)
    raise FetchError(f"{address} sends on from page to page and never to a file")


def _page(path: Path) -> str | None:
    """The text of an HTML answer, None where the bytes are something else."""
    with path.open("rb") as file:
        start = file.read(200_000)
    looks = re.match(
        rb"\s*(\xef\xbb\xbf)?\s*<(!doctype|!--|html|head|meta|\?xml)", start, re.IGNORECASE
    )
    return start.decode("utf-8", errors="replace") if looks else None


def _meta_refresh(page: str) -> str | None:
    tag = re.search(r"<meta[^>]+http-equiv=[\"']?refresh[^>]*>", page, re.IGNORECASE)
    target = tag and re.search(r"url\s*=\s*['\"]?([^'\">]+)", unescape(tag[0]), re.IGNORECASE)
    return target[1].strip() if target else None


def _about_page(page: str, address: str) -> str:
    if re.search(r"license/ama|apps/ama|license agreement|agree=yes", page, re.IGNORECASE):
        return (
            f"{address} answered with the AMA licence form, which a person must accept before "
            "CMS gives the file. Download it in a browser, put it at the same path below a folder "
            "(FOLDER/files/zip/...), and name the release in a refresh with --cms FOLDER"
        )
    title = re.search(r"<title[^>]*>(.*?)</title>", page, re.IGNORECASE | re.DOTALL)
    named = f" ('{' '.join(unescape(title[1]).split())}')" if title else ""
    return f"{address} answered with a web page{named} instead of a zip; nothing was kept"


def _require_zip(path: Path, address: str) -> None:
    if path.stat().st_size == 0:
        raise FetchError(f"{address} is empty; nothing was kept")
    try:
        with zipfile.ZipFile(path) as archive:
            damaged = archive.testzip()
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
    ) as error:
        raise FetchError(f"{address} is no whole zip ({error}); nothing was kept") from error
    if damaged:
        raise FetchError(f"{address}: member {damaged} is damaged; nothing was kept")
