"""From the site to raw/: what CMS shows is fetched where it is wanted and new, and kept.

Reading the pages and fetching may run side by side; keeping is one after another, in the order
of the releases, so that the manifest is the same whatever came first.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial

from pipelines import catalog, discover, fetch, licence, shown
from pipelines.discover import Look
from pipelines.errors import DataError, FetchError
from pipelines.fetch import Download, Fetched
from pipelines.home import Home
from pipelines.keep import keep, settle
from pipelines.outcomes import Acquired, Outcome, failures, summary
from pipelines.raw import Entry, Raw
from pipelines.site import Source, source
from pipelines.wanted import Wanted
from pipelines.web import NotThere, Unreachable

Say = Callable[[str], None]
Fetch = Callable[[Download], Fetched]
Each = Callable[[Fetch, list[Download]], list[Outcome]]
AT_ONCE = 4


def in_threads(fetch_one: Fetch, downloads: list[Download]) -> list[Outcome]:
    """Some downloads at once; an error is the outcome of its download, but for Unreachable."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(partial(outcome, fetch_one), downloads))


def outcome(fetch_one: Fetch, download: Download) -> Outcome:
    """What a download gave, an error as a value; Unreachable is raised."""
    try:
        return fetch_one(download)
    except Unreachable:
        raise
    except DataError as error:
        return error


def acquire(home: Home, asked: Wanted, today: date, say: Say, each: Each = in_threads) -> Acquired:
    """Look at the site, fetch what is wanted into raw/, and say what was not had.

    Raises FetchError where a named release could not be had, where the site cannot be reached,
    or where nothing at all was found; what arrived is kept.
    """
    raw, cms = Raw(home.raw), source(home.cms)
    raw.clear_parts()
    kept = frozenset(raw.latest())
    look = discover.look(cms, asked.datasets, partial(asked.wants, kept=kept), asked.years)
    agreed = bool(licence.accepted(raw))
    downloads = [*look.files, *_by_catalog(asked, look)]
    found = Acquired(nowhere=dict(look.dead), unclear=look.unclear, missed=list(look.problems))
    found.unread = {name for name in asked.datasets if not look.read(name)}
    open_, found.waiting = _before_licence(cms, downloads, agreed)
    fetch_one = partial(fetch.fetch, cms=cms, raw=raw, origin=home.origin, agreed=agreed)
    outcomes = list(zip(open_, each(fetch_one, open_), strict=True))
    _keep_all(raw, outcomes, found, say)
    named = failures(asked, outcomes, found, frozenset(raw.latest()), today)
    _remember(home, look, found)
    for line in summary(found):
        say(line)
    if named:
        raise FetchError("\n".join([*named, *found.missed]))
    if open_ and not look.files and all(isinstance(o, NotThere) for _, o in outcomes):
        raise FetchError(
            f"None of {len(open_)} releases is at {home.cms}. Has CMS moved its files?"
        )
    return found


def _by_catalog(asked: Wanted, look: Look) -> list[Download]:
    """The wanted releases that no listing shows, or by a page that leads nowhere, at the addresses
    that the catalog knows.

    An address by pattern is a guess, made where a person named the release or there is no
    listing to read.
    """
    found = []
    for release in asked.releases:
        if look.shows(release) and release.name not in look.dead:
            continue
        guess = release.name in asked.named or not look.read(release.dataset)
        addresses = release.addresses if guess else catalog.own_addresses(release)
        found.append(replace(fetch.of_catalog(release), addresses=addresses))
    return found


def _before_licence(
    cms: Source, downloads: list[Download], agreed: bool
) -> tuple[list[Download], list[str]]:
    """What may be fetched, and the files that wait for a person to accept the licence.

    A copy of the site that plays no licence form has none to accept.
    """
    gated = [download for download in downloads if download.licence]
    if agreed or not gated or not discover.leads_somewhere(cms, gated[0].licence):
        return downloads, []
    waiting = [f"{download.name}: {download.addresses[0]}" for download in gated]
    return [download for download in downloads if not download.licence], waiting


def _keep_all(
    raw: Raw, outcomes: list[tuple[Download, Outcome]], found: Acquired, say: Say
) -> None:
    kept: list[tuple[Fetched, Entry]] = []
    for _, result in outcomes:
        if isinstance(result, Fetched):
            try:
                kept.append((result, keep(raw, result, say)))
            except DataError as error:
                found.missed.append(str(error))
            except OSError as error:
                raise DataError(f"{raw.folder} cannot be written: {error}") from error
    settle(raw, kept, say)
    found.entries = [entry for _, entry in kept]


def _remember(home: Home, look: Look, found: Acquired) -> None:
    """Write down what the site showed, and tell of what it showed before and shows no more."""
    before = shown.read(home.raw)
    gone = shown.lost(before, look.listed)
    if gone:
        names = ", ".join(item.release for item in gone)
        found.missed.append(
            f"CMS's listing of {gone[0].dataset} no longer shows {names}. What raw/ has of them "
            "stays; see whether CMS has moved them"
        )
    after = dict(before)
    today = date.today().isoformat()
    for dataset, names_listed in look.listed.items():
        for name in names_listed:
            since = before[name].since if name in before else today
            after[name] = shown.Shown(name, dataset, since)
    for item in gone:
        after[item.release] = replace(item, state="lost")
    for name, state, address in _states(found):
        if name in after:
            after[name] = replace(after[name], state=state, address=address)
    shown.write(home.raw, after)


def _states(found: Acquired) -> list[tuple[str, shown.State, str]]:
    waiting = [line.split(": ", 1) for line in found.waiting]
    nowhere: list[tuple[str, shown.State, str]] = [
        (name, "nowhere", address) for name, address in found.nowhere.items()
    ]
    return [*nowhere, *((name, "licence", address) for name, address in waiting)]
