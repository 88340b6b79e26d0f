"""Errors as problem documents (RFC 9457): what a program can tell apart, in words for a person."""

from dataclasses import dataclass
from typing import Any

from ratebook.errors import AnswerError, UsageError

TYPE = "urn:ratebook:problem:"
TITLES = {
    "bad-request": (422, "Invalid request"),
    "unknown-code": (404, "No loaded release lists this code on this day"),
    "unloaded-date": (404, "No loaded release is in effect on this day"),
    "no-such-modifier": (404, "The code has no row with this modifier"),
    "unknown-locality": (404, "Not a locality on this day"),
    "several-localities": (409, "Several localities are called so"),
    "unknown-county": (404, "No county is called so on this day"),
    "unknown-area": (404, "Not a wage area of CMS's on this day"),
    "unknown-state": (404, "Not a state"),
    "unknown-hospital": (404, "No loaded file lists the hospital"),
    "open-hospital": (409, "No loaded file says where the hospital is"),
    "unknown-zip": (404, "The ZIP code is not in any loaded release"),
    "split-zip": (409, "The ZIP code is in more than one locality"),
    "no-qp": (404, "This day has a single conversion factor"),
    "not-found": (404, "Nothing at this address"),
    "wrong-method": (405, "Only GET and HEAD are allowed here"),
    "wrong-host": (400, "This host name is not served"),
    "too-long": (414, "The address is too long"),
    "too-much": (413, "Too much was sent"),
    "too-slow": (408, "What was sent did not arrive"),
    "busy": (503, "The server is busy"),
    "fault": (500, "Internal error"),
}


@dataclass(eq=False)  # an exception is given its traceback
class Problem(Exception):
    """An answer that is an error: its kind, its words, and what was asked."""

    kind: str
    detail: str
    more: tuple[tuple[str, Any], ...] = ()
    offers: tuple[tuple[str, str], ...] = ()  # words and addresses of what has an answer

    @property
    def status(self) -> int:
        """The HTTP status."""
        return TITLES[self.kind][0]

    @property
    def title(self) -> str:
        """What kind of thing went wrong."""
        return TITLES[self.kind][1]

    @property
    def headers(self) -> dict[str, str]:
        """What a program reads in the head of the answer."""
        wait = dict(self.more).get("retry_after")
        found = {"Retry-After": str(wait)} if wait else {}
        return found | ({"Allow": "GET, HEAD"} if self.status == 405 else {})

    def document(self) -> dict[str, Any]:
        """The problem as JSON."""
        head = {"type": TYPE + self.kind, "title": self.title, "status": self.status}
        return {**head, "detail": self.detail, **dict(self.more)}


def problem(error: AnswerError | UsageError, **more: Any) -> Problem:
    """A problem of an error that the command line would print."""
    if not isinstance(error, AnswerError):
        return Problem("bad-request", str(error), tuple(more.items()))
    if error.choices:
        more["choices"] = error.choices
    return Problem(error.kind, error.message, tuple(more.items()))


def limited(kind: str, limit: str, most: int, wait: int = 1) -> Problem:
    """A limit of this server is reached: which, how much it allows, and when to ask again."""
    seconds = "in 1 second" if wait == 1 else f"in {wait} seconds"
    words = f"The limit is {most:,} {limit}. Ask again {seconds}."
    return Problem(kind, words, (("limit", limit), ("most", most), ("retry_after", wait)))
