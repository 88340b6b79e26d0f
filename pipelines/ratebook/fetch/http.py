"""How a website is asked, and how a download continues where it broke off.

With `site`, the only code that touches the network.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import requests

from ratebook.errors import FetchError, UsageError

GONE = (404, 410)
AT_ONCE = 4  # requests
Progress = Callable[[int, int], None]  # bytes so far, bytes in all (0: not known)


class NotThere(FetchError):
    """The address has a broken link (404)."""


class Unreachable(FetchError):
    """The site itself cannot be reached."""


@dataclass(frozen=True)
class Manners:
    """How a site is asked. Seconds, bytes and counts."""

    connect: float = 10
    read: float = 60  # without a byte
    tries: int = 5
    backoff: float = 0.5  # doubled at each try, with as much again by chance
    longest_wait: int = 120  # whatever Retry-After says
    pause: float = 0.2  # between two requests
    at_once: int = AT_ONCE
    largest: int = 400_000_000


def manners(loopback: bool) -> Manners:
    """Those for cms.gov, or without a pause for a server of your own.

    RATEBOOK_TIMEOUT: seconds without a byte after which a request is tried again.
    """
    given = os.environ.get("RATEBOOK_TIMEOUT", "60")
    if not re.fullmatch(r"[1-9][0-9]{0,4}", given):
        raise UsageError(f"RATEBOOK_TIMEOUT={given} is not a number of seconds.")
    return Manners(read=int(given), pause=0 if loopback else 0.2)


@dataclass(frozen=True)
class Answer:
    """What an address gave: the address that answered in the end, and its headers."""

    address: str
    headers: Mapping[str, str] = field(default_factory=dict)  # their names in any case
    unchanged: bool = False  # the site says that the bytes we have are still its bytes


class BrokeOff(Exception):
    """A body that ended before its length."""


class Body:
    """A body on its way into a file."""

    def __init__(self, to: Path, how: Manners, progress: Progress | None) -> None:
        self.to, self.how, self.progress = to, how, progress
        self.begun, self.url, self.validator, self.size = False, "", "", 0
        self.asked_for = 0  # the byte from which a rest was asked for

    def from_where_it_broke_off(self, url: str) -> dict[str, str]:
        """The headers that ask for the rest, where the same bytes can be recognized."""
        self.asked_for = 0
        have = self.to.stat().st_size if self.begun and self.to.exists() else 0
        if not (have and self.validator and url == self.url):
            return {}
        self.asked_for = have
        return {"Range": f"bytes={have}-", "If-Range": self.validator}

    def write(self, answer: requests.Response) -> Answer:
        """Write or continue the body; BrokeOff where it is shorter than announced."""
        if answer.status_code in GONE:
            raise NotThere(f"{answer.url} was not found ({answer.status_code})")
        if answer.status_code == 416:  # nothing left, or other bytes by now: from the start
            self.begun, self.validator = True, ""
            raise BrokeOff("a part that does not fit")
        answer.raise_for_status()
        continued = answer.status_code == 206 and self._fits(answer)
        have = self.to.stat().st_size if continued else 0
        self.size = have + _length(answer) if _length(answer) else 0
        self._require_size(self.size)
        self.begun, self.url, self.validator = True, answer.url, _validator(answer)
        with self.to.open("ab" if continued else "wb") as file:
            for chunk in answer.iter_content(1 << 13):
                file.write(chunk)
                have += len(chunk)
                self._require_size(have)
                if self.progress:
                    self.progress(have, self.size)
        if have < self.size:
            raise BrokeOff(f"{have:,} of {self.size:,} bytes")
        return Answer(answer.url, answer.headers)

    def _fits(self, answer: requests.Response) -> bool:
        start = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range", ""))
        if self.asked_for and start and int(start[1]) == self.asked_for:
            return True
        self.begun = True
        self.validator = ""
        raise BrokeOff("a part that does not fit")

    def _require_size(self, size: int) -> None:
        if size > self.how.largest:
            raise FetchError(
                f"{self.url or 'the file'} is larger than {self.how.largest:,} bytes, which no "
                "CMS file is; nothing was kept"
            )


def _length(answer: requests.Response) -> int:
    """The announced length; 0 if there is none, or it counts other bytes than we see."""
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        return 0
    given = answer.headers.get("Content-Length", "")
    return int(given) if given.isdigit() else 0


def _validator(answer: requests.Response) -> str:
    """What tells that a later answer is of the same bytes: a strong ETag, or the date."""
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        return ""  # what was written is not what was sent, and no rest of it can be asked for
    etag = answer.headers.get("ETag", "")
    strong = etag and not etag.startswith("W/")
    return etag if strong else answer.headers.get("Last-Modified", "")
