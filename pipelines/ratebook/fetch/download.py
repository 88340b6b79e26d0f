"""From an address to a complete, checked zip in a part file.

What arrives is a zip or a page: a page that redirects (meta refresh) is followed, the AMA's
license form is reported, any other page is an error. A page is never kept as a zip.
"""

import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ratebook import catalog
from ratebook.archive.entry import Entry
from ratebook.archive.license import AGREED
from ratebook.archive.raw import Raw, now, sha256
from ratebook.catalog.names import meaning
from ratebook.errors import DataError, FetchError
from ratebook.fetch import zips
from ratebook.fetch.cms_page import Page, looks_like_page
from ratebook.fetch.http import Answer, NotThere, Progress, Unreachable
from ratebook.fetch.site import HOPS, CmsSource

PAGE = 20_000_000  # bytes; CMS's longest listing has a hundredth of it


class LicenseRequired(FetchError):
    """The file is behind the AMA's license form, which no one has accepted here."""


@dataclass(frozen=True)
class Download:
    """A file to fetch: the addresses it may be at, and what their names say of it."""

    name: str  # of the release, or of the file where only its rows tell the release
    dataset: str
    addresses: tuple[str, ...]
    release: catalog.Release | None = None
    posted: date | None = None
    order: int = 0
    license: str = ""  # the page of the license before it
    page: str = ""  # of CMS's, that shows it as the file that counts today
    mend: bool = False  # raw/ had it, and it is damaged or gone

    @property
    def rank(self) -> tuple[int, str]:
        """What the names say of its place among the postings of its release."""
        return self.order, self.posted.isoformat() if self.posted else ""

    @property
    def parts(self) -> int:
        """In how many files CMS posts it; each of its addresses is one of them."""
        return self.release.parts if self.release else 1

    @property
    def shown(self) -> bool:
        """Whether a page shows it."""
        return bool(self.page)


@dataclass(frozen=True)
class Fetched:
    """What a download gave: a part file with its manifest line, or the entry that still holds."""

    download: Download
    part: Path | None
    entry: Entry


def of_catalog(release: catalog.Release) -> Download:
    """A release at the addresses that the catalog knows."""
    return Download(release.name, release.dataset, release.addresses, release)


def fetch(
    download: Download, cms: CmsSource, raw: Raw, origin: str = "cms", agreed: bool = False,
    progress: Progress | None = None,
) -> Fetched:  # fmt: skip
    """Fetch a file from the first of its addresses that has it, into a part file of raw/.

    Raises NotThere if none has it, LicenseRequired if a person must accept it first,
    FetchError that says what an address answered.
    """
    part, found = raw.part(part_name(download)), None
    try:
        for address in download.addresses:
            try:
                found = _fetched(download, address, cms, part, raw, origin, agreed, progress)
                return found
            except NotThere:
                continue
    except Unreachable:
        raise
    except FetchError as error:
        raise type(error)(f"{download.name}: {error}") from error
    except OSError as error:
        raise DataError(f"{download.name} cannot be written to {raw.folder}: {error}") from error
    finally:
        if not (found and found.part):  # a page that sent on to what has not changed is not a file
            part.unlink(missing_ok=True)
    raise NotThere(_nowhere(download, cms))


def part_name(download: Download) -> str:
    """A name of its own for the part of each download of a run."""
    return f"{download.name}.{zlib.crc32(' '.join(download.addresses).encode()):08x}"


def _nowhere(download: Download, cms: CmsSource) -> str:
    tried = ", ".join(download.addresses) or "no address, because the catalog lists none"
    if download.shown:
        return f"{download.name}: listed by CMS at {tried}, but the link is broken."
    return (
        f"{download.name} was not found at {cms.base}: tried {tried}. If CMS has it elsewhere, "
        "add the address to pipelines/ratebook/catalog/catalog.toml."
    )


def _fetched(
    download: Download, address: str, cms: CmsSource, part: Path, raw: Raw, origin: str,
    agreed: bool, progress: Progress | None,
) -> Fetched:  # fmt: skip
    known = [entry for entry in raw.entries() if entry.dataset == download.dataset]
    known = known if download.parts == 1 else []
    ask = _agreed(address) if agreed and download.license else address
    answer, have = _zip(ask, cms, part, known, agreed, progress, raw)
    if have:
        return Fetched(download, None, have)
    entry = entry_of(download, address, answer, part, origin)
    if download.release and (reason := raw.why_refused(download.name, entry.sha256)):
        raise FetchError(f"CMS still posts the file that was set aside. {reason}")
    return Fetched(download, part, entry)


def _held(address: str, known: list[Entry], raw: Raw) -> Entry | None:
    """What raw/ has from this very address, whole: the site may say that it still holds."""
    same = [entry for entry in known if _path(entry.answered_by) == _path(address)]
    return same[-1] if same and raw.intact(same[-1]) else None


def _agreed(address: str) -> str:
    """An address as the button of the license form asks for it."""
    return f"{address}{'&' if '?' in address else '?'}{AGREED}"


def _path(address: str) -> str:
    return unquote(urlsplit(address).path).lstrip("/")


def entry_of(download: Download, address: str, answer: Answer, part: Path, origin: str) -> Entry:
    """The line of the manifest for a whole, checked part file."""
    said = meaning(answer.address, download.dataset)
    posted = (said and said.posted) or download.posted
    where = answer.address.split("?")[0]
    return Entry(
        download.name, download.dataset, Path(urlsplit(where).path).name, address, where,
        sha256(part), part.stat().st_size, now(), posted.isoformat() if posted else "",
        answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""), origin,
        zips.members(part), order_of(download, where), download.page,
        packed_on=zips.packed_on(part),
    )  # fmt: skip


def order_of(download: Download, answered_by: str) -> int:
    """The place among corrections: by the name of the file, else by the page that shows it."""
    said = meaning(answered_by, download.dataset)
    return (said.order if said else 0) or (download.order if download.page else 0)


def _zip(
    address: str, cms: CmsSource, part: Path, known: list[Entry], agreed: bool,
    progress: Progress | None, raw: Raw,
) -> tuple[Answer, Entry | None]:  # fmt: skip
    """Fetch an address into `part`, follow pages that send on, and check that it is a zip.

    Gives the answer, and the entry that still holds where the site says so.
    """
    asked = address
    for _ in range(HOPS):
        have = _held(asked, known, raw)
        answer = cms.get(asked, part, have, progress)
        if answer.unchanged:
            return answer, have
        page = page_in(part, answer.address)
        if page is None:
            zips.require(part, answer.address)
            return answer, None
        onward = page.sends_on()
        if onward:
            asked = onward
        elif page.is_license_form() and agreed and AGREED not in asked:
            asked = _agreed(asked)
        else:
            raise _about(page)
    raise FetchError(f"{address} redirects from page to page and never reaches a file")


def page_in(path: Path, address: str) -> Page | None:
    """A page where a file holds one, None if its bytes are something else."""
    with path.open("rb") as file:
        start = file.read(4096)
        if not looks_like_page(start):
            return None
        text = start + file.read(PAGE)
    if len(text) > PAGE:
        raise FetchError(f"{address} is a page of more than {PAGE:,} bytes")
    return Page(text.decode("utf-8", errors="replace"), address)


def _about(page: Page) -> FetchError:
    if page.is_license_form():
        return LicenseRequired(
            f"{page.address} is behind the AMA license form, which a person must accept first: "
            "see `ratebook accept-ama-license`"
        )
    named = f" ('{page.title}')" if page.title else ""
    return FetchError(
        f"{page.address} answered with a web page{named} instead of a zip; nothing was kept"
    )
