"""From the site to raw/: what CMS shows is fetched where it is wanted and new, and kept.

Reading the pages and fetching may run side by side; keeping is one after another, in the order
of the releases, so that the manifest is the same whatever came first.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial

from ratebook import catalog
from ratebook.archive import last_look, license
from ratebook.archive.entry import Entry
from ratebook.archive.raw import Raw
from ratebook.catalog.scope import Scope
from ratebook.errors import DataError, FetchError
from ratebook.fetch import discover, plan
from ratebook.fetch.discover import Look
from ratebook.fetch.download import Download, Fetched
from ratebook.fetch.http import AT_ONCE, NotThere, Unreachable
from ratebook.fetch.in_parts import fetch
from ratebook.fetch.keep import keep, settle
from ratebook.fetch.outcomes import Acquired, Outcome, failures
from ratebook.fetch.site import CmsSource, source
from ratebook.home import Home
from ratebook.progress import watching

Say = Callable[[str], None]
Fetch = Callable[[Download], Fetched]
Each = Callable[[Fetch, list[Download]], list[Outcome]]


def in_threads(fetch_one: Fetch, downloads: list[Download]) -> list[Outcome]:
    """Some downloads at once; an error is the outcome of its download, but for Unreachable."""
    return side_by_side(partial(outcome, fetch_one), downloads)


def side_by_side(run: Callable[[Download], Outcome], downloads: list[Download]) -> list[Outcome]:
    """Run something of each download, some at once; interrupted, what has not begun never does."""
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        return list(pool.map(run, downloads))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def outcome(fetch_one: Fetch, download: Download) -> Outcome:
    """What a download gave, an error as a value; Unreachable is raised."""
    try:
        return fetch_one(download)
    except Unreachable:
        raise
    except DataError as error:
        return error
    except (ValueError, OSError) as error:  # whatever a site may send, the others go on
        return FetchError(f"{download.name} could not be read: {error!r}")


def acquire(
    home: Home, asked: Scope, today: date, say: Say, each: Each = in_threads,
    published: Iterable[str] = (),
) -> Acquired:  # fmt: skip
    """Look at the site, fetch what is wanted into raw/, and say what could not be downloaded.

    `published`: the releases of the warehouse as it is. Raises FetchError if a named release
    could not be downloaded, if the site cannot be reached, or if nothing at all was found; what
    arrived is kept.
    """
    raw, cms = Raw(home.raw), source(home.cms)
    raw.clear_parts()
    asked = asked.with_kept({*raw.latest(), *published})
    with watching("looking at CMS's pages"):
        look = discover.look(cms, asked.datasets, asked.wants, asked.years)
    agreed = bool(license.accepted(raw))
    wanted = plan.downloads(asked, look, raw, published)
    open_, waiting = _before_license(cms, wanted, agreed)
    problems = list(look.problems) if asked.years else []
    found = Acquired(missed=problems, by_hand={n for n, e in raw.latest().items() if not e.page},
                     waiting=waiting, nowhere=dict(look.dead),
                     unclear=look.unclear,
                     unread={name for name in asked.datasets if not look.read(name)})  # fmt: skip
    fetch_one = partial(fetch, cms=cms, raw=raw, origin=home.origin, agreed=agreed)
    outcomes = list(zip(open_, each(fetch_one, open_), strict=True))
    _keep_all(raw, outcomes, look.unsure, found, say)
    named = failures(asked, outcomes, found, frozenset(raw.latest()), today)
    _remember(home, look, found)
    found.assumed = [words for name in raw.latest() if (words := catalog.assumed(name))]
    if named:
        raise FetchError(
            "\n".join([*named, *look.problems, *found.missed, "The warehouse is unchanged."])
        )
    due = any(d.release is None or d.release.effective_from <= today for d in open_)
    if due and not look.files and all(isinstance(o, NotThere) for _, o in outcomes):
        raise FetchError(
            f"None of the {len(open_)} releases was found at {home.cms}. Has CMS moved its files?"
        )
    return found


def _before_license(
    cms: CmsSource, wanted: list[Download], agreed: bool
) -> tuple[list[Download], list[Download]]:
    """What may be fetched, and what waits for a person to accept the license.

    A copy of the site that plays no license form has none to accept.
    """
    gated = [download for download in wanted if download.license]
    if agreed or not gated or not discover.leads_somewhere(cms, gated[0].license):
        return wanted, []
    return [download for download in wanted if not download.license], gated


def _keep_all(
    raw: Raw, outcomes: list[tuple[Download, Outcome]], unsure: set[str], found: Acquired, say: Say
) -> None:
    kept: list[tuple[Fetched, Entry]] = []
    unsure = unsure | {download.name for download in found.waiting}
    for download, result in outcomes:
        if not isinstance(result, Fetched):
            unsure.add(download.name)
            continue
        try:
            kept.append((result, keep(raw, result, say)))
        except DataError as error:
            unsure.add(download.name)
            found.missed.append(str(error))
        except OSError as error:
            raise DataError(f"{raw.folder} cannot be written: {error}") from error
    settle(raw, kept, unsure, say)


def _remember(home: Home, look: Look, found: Acquired) -> None:
    """Write down what the site showed, and tell of what it showed before and shows no more."""
    before = last_look.read(home.raw)
    for dataset in {item.dataset for item in before.values()}:
        if look.read(dataset) and not look.listed[dataset]:  # a table of something else
            del look.listed[dataset]
            found.missed.append(discover.moved(dataset, catalog.datasets()[dataset]["pages"][0]))
    for dataset, names in last_look.lost(before, look.listed).items():
        found.missed.append(
            f"CMS's {dataset} listing no longer shows {', '.join(names)}. What raw/ has of them "
            "is kept; check whether CMS moved them"
        )
    states: dict[str, tuple[last_look.State, str]] = {
        name: ("nowhere", address) for name, address in found.nowhere.items()
    }
    states |= {d.name: ("license", d.addresses[0]) for d in found.waiting}
    last_look.write(home.raw, last_look.updated(before, look.listed, look.followed, states))
