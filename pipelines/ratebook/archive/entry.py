"""A line of the manifest of raw/, and what the revisions of one release are ordered by."""

from dataclasses import dataclass, field
from datetime import datetime

from ratebook.catalog.names import day_of_member


@dataclass(frozen=True)
class Entry:
    """A line of the manifest: where a file came from and what it is."""

    release: str
    dataset: str
    path: str  # below raw/
    url: str  # the address that was asked
    answered_by: str  # the address that answered, after redirects
    sha256: str
    bytes: int
    fetched_at: str
    published_on: str = ""  # the day CMS posted it, where the address says so
    etag: str = ""
    last_modified: str = ""
    origin: str = "cms"  # or "sample"
    members: dict[str, str] = field(default_factory=dict)  # name -> sha256
    order: int = 0  # -1 before the release's own file, 1 and up for corrections of it
    page: str = ""  # the page of CMS's that offered it
    noted_on: str = ""  # the day its address or validators were last noted
    offered_bytes: int = 0  # of the zip there, where the same members were packed again
    packed_on: str = ""  # the day of the newest member, as the zip's directory says

    @property
    def dated(self) -> str:
        """The newest day that the names of its members end in, '' if none does."""
        days = [day for name in self.members if (day := day_of_member(name))]
        return max(days).isoformat() if days else ""


def posting(entry: Entry) -> tuple[int, str, str, str, str]:
    """The order of the postings of one release: never by our own clock.

    What the name says comes first (a correction, the day of posting; an undated name is the
    first posting), then the site's Last-Modified, then the day in the names of the members, then
    the day the zip was packed.
    """
    return (entry.order, entry.published_on, iso(entry.last_modified), entry.dated,
            entry.packed_on)  # fmt: skip


def iso(http_date: str) -> str:
    """An HTTP date so that it sorts; '' if there is none."""
    try:
        return datetime.strptime(http_date, "%a, %d %b %Y %H:%M:%S GMT").isoformat()
    except ValueError:
        return ""
