"""What CMS shows today: its listing pages, the page of each release, and the files offered there.

Nothing is guessed from an address's form: slugs are irregular (rvu25d-0, cms1254038), and the
path of a zip may hold slashes. What is not understood is told.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from ratebook import catalog
from ratebook.catalog.names import Meaning, meaning
from ratebook.errors import FetchError
from ratebook.fetch.cms_page import Link, Page
from ratebook.fetch.download import Download, page_in
from ratebook.fetch.http import AT_ONCE, NotThere, Unreachable
from ratebook.fetch.offers import Offers, Wants, offers
from ratebook.fetch.site import CmsSource

PAGES = 30  # of one listing


@dataclass
class Look:
    """What one look at the site found."""

    files: list[Download] = field(default_factory=list)
    listed: dict[str, set[str]] = field(default_factory=dict)  # data set -> releases in its rows
    dead: dict[str, str] = field(default_factory=dict)  # release -> its page, a broken link
    unclear: list[str] = field(default_factory=list)  # names that are not understood
    problems: list[str] = field(default_factory=list)  # pages that could not be read as ever
    followed: set[str] = field(default_factory=set)  # releases whose own page was asked for
    unsure: set[str] = field(default_factory=set)  # and those of which it said nothing

    def take(self, offered: Offers) -> Offers:
        """Add what a page offers; returns it back."""
        asked_for = {file.addresses for file in self.files}  # a listing may show a page twice
        self.files += [file for file in offered.files if file.addresses not in asked_for]
        self.unclear += offered.unclear
        self.problems += offered.problems
        return offered

    def shows(self, release: catalog.Release) -> bool:
        """Whether a listing shows a release, wherever it leads."""
        return release.name in self.listed.get(release.dataset, set())

    def read(self, dataset: str) -> bool:
        """Whether the listing of a data set could be read; one that has none is never unread."""
        return dataset in self.listed or not catalog.datasets()[dataset]["pages"]


def look(cms: CmsSource, datasets: Iterable[str], wants: Wants, years: frozenset[int]) -> Look:
    """Read the listing pages of data sets, and the page of each release that is wanted.

    `years`: those in which a row that nothing but its year is understood of is followed.
    Raises Unreachable if the site is not there.
    """
    found = Look()
    follow: list[tuple[str, Link, Meaning | None]] = []
    for dataset in (name for name in datasets if catalog.datasets()[name]["pages"]):
        for row, said in _listing(cms, dataset, wants, found):
            if _wanted(row, said, wants, years):
                follow.append((dataset, row, said))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        pages = pool.map(partial(_try_page, cms), [row.address for _, row, _ in follow])
        for (dataset, row, said), page in zip(follow, pages, strict=True):
            _release_page(dataset, row, said, page, wants, found)
    return found


def _listing(
    cms: CmsSource, dataset: str, wants: Wants, found: Look
) -> list[tuple[Link, Meaning | None]]:
    """The rows of a data set's listing and what each means; its own downloads go to `found`."""
    first = _try_page(cms, catalog.datasets()[dataset]["pages"][0])
    if not isinstance(first, Page):
        _no_listing(cms, dataset, first, found)
        return []
    rows: list[Link] = []
    names: set[str] = set()
    for page in _pages(cms, first):
        if not isinstance(page, Page):
            _no_listing(cms, dataset, page, found)
            return []
        rows += page.rows()
        names |= found.take(offers(dataset, page, None, wants)).releases
    said = [(row, _row_meaning(row, dataset)) for row in rows]
    if not rows and first.files() is None:
        found.problems.append(moved(dataset, first.address))
        return []
    found.listed[dataset] = names | {m.release.name for _, m in said if m and m.release}
    return said


def _pages(cms: CmsSource, first: Page) -> Iterator[Page | FetchError]:
    """A listing page after page; an error where one of them cannot be read."""
    page: Page | FetchError = first
    for _ in range(PAGES):
        yield page
        address = page.next_page() if isinstance(page, Page) else None
        if not address:
            return
        page = _try_page(cms, address)


def _no_listing(cms: CmsSource, dataset: str, error: FetchError, found: Look) -> None:
    """A folder of files needs no pages; a site that has lost one has changed."""
    if isinstance(cms.base, str) or not isinstance(error, NotThere):
        found.problems.append(f"the {dataset} listing could not be read: {error}")


def moved(dataset: str, address: str) -> str:
    """What to say of a listing in which nothing known is found any more."""
    return (
        f"{address} has neither a table of {dataset} releases nor a list of downloads: CMS has "
        "changed the page, so new releases cannot be seen. Look at the page, then change "
        "`pages`, `rows` or `downloads` in pipelines/ratebook/catalog/catalog.toml"
    )


def _row_meaning(row: Link, dataset: str) -> Meaning | None:
    said = (meaning(text, dataset) for text in (row.text, row.slug))
    return next((found for found in said if found and found.release), None)


def _wanted(row: Link, said: Meaning | None, wants: Wants, years: frozenset[int]) -> bool:
    if said and said.release:
        return wants(said.release)
    told = [int(year) for year in re.findall(r"\b20\d\d\b", row.words)]
    return not told or any(year in years for year in told)


def _try_page(cms: CmsSource, address: str) -> Page | FetchError:
    """A page, or why it could not be read; Unreachable is raised."""
    with tempfile.TemporaryDirectory(prefix="ratebook-") as folder:
        to = Path(folder) / "page"
        try:
            answer = cms.get(address, to)
            page = page_in(to, f"/{urlsplit(answer.address).path.lstrip('/')}")
        except Unreachable:
            raise
        except FetchError as error:
            return error
        except (ValueError, OSError) as error:
            return FetchError(f"{address} could not be read: {error}")
    return page or FetchError(f"{answer.address} is not a web page")


def _release_page(
    dataset: str, row: Link, said: Meaning | None, page: Page | FetchError, wants: Wants,
    found: Look,
) -> None:  # fmt: skip
    name = said.release.name if said and said.release else row.text or row.slug
    found.followed.add(name)
    if isinstance(page, NotThere) and said and said.order > 0:
        found.problems.append(
            f"the page for the correction of {name} ({row.address}) was not found"
        )
    elif isinstance(page, NotThere):
        found.dead[name] = row.address
    elif isinstance(page, FetchError):
        found.problems.append(f"the page for {name} could not be read: {page}")
    elif not (files := page.files()):
        what = "no list of downloads" if files is None else "no zip in its list of downloads"
        found.problems.append(
            f"the page for {name} ({row.address}) has {what}: CMS has changed it. Look at the "
            "page, then change `downloads` in pipelines/ratebook/catalog/catalog.toml"
        )
    else:
        taken = found.take(offers(dataset, page, said, wants))
        if taken.files:
            return
        if said and not taken.problems:
            there = ", ".join(file.address for file in files)
            found.problems.append(f"the page for {name} has no file that can be read: {there}")
    found.unsure.add(name)


def leads_somewhere(cms: CmsSource, address: str) -> bool:
    """Whether a page is there at all."""
    return not isinstance(_try_page(cms, address), NotThere)
