"""Which releases a refresh looks for, and fetching them into raw/, one after another.

A release that a person named must be there, or nothing is published. One that only the
calendar asks for may be missing: the rest goes on, and the run says what was not had.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipelines import catalog, fetch
from pipelines.errors import DataError, FetchError, UsageError
from pipelines.home import Home
from pipelines.raw import Entry, Raw

Say = Callable[[str], None]
Fetched = Callable[[Home, catalog.Release, Say], Entry]


@dataclass(frozen=True)
class Wanted:
    """The releases to fetch, and which of them a person named."""

    releases: tuple[catalog.Release, ...]
    named: frozenset[str] = frozenset()


@dataclass
class Acquired:
    """What was fetched, and what was not, in words."""

    entries: list[Entry] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def wanted(names: list[str], years: list[int], today: date) -> Wanted:
    """The named releases, and those of the years that can be out.

    Without names and years: those of this calendar year, and what begins within six weeks.
    """
    named = {name.upper(): catalog.release(name) for name in names}
    soon = today + timedelta(weeks=6)
    years = years or ([] if named else sorted({today.year, soon.year}))
    begun = [r for year in years for r in catalog.current(year) if r.effective_from <= soon]
    if years and not begun:
        raise UsageError(f"No release of {years[0]} can be out yet.")
    releases = named | {release.name: release for release in begun}
    return Wanted(tuple(releases.values()), frozenset(named))


def fetch_one(home: Home, release: catalog.Release, say: Say) -> Entry:
    """Fetch one release into raw/, and say whether it is new."""
    raw = Raw(home.raw)
    before = {entry.sha256 for entry in raw.entries()}
    entry = fetch.fetch(release, fetch.source(home.cms), raw, home.origin)
    news = "unchanged" if entry.sha256 in before else "fetched"
    say(f"{news} {release.name}: {entry.answered_by}, {entry.bytes:,} bytes")
    return entry


def acquire(
    home: Home, asked: Wanted, today: date, say: Say, fetched: Fetched = fetch_one
) -> Acquired:
    """Fetch the wanted releases into raw/, each by `fetched`.

    Raises FetchError where a named one could not be had, where the site cannot be reached, or
    where nothing at all was found; what arrived is kept.
    """
    Raw(home.raw).clear_parts()
    found, failures, absent = Acquired(), [], 0
    for release in asked.releases:
        try:
            found.entries.append(fetched(home, release, say))
        except fetch.Unreachable:
            raise
        except DataError as error:
            absent += isinstance(error, fetch.NotThere)
            if release.name in asked.named:
                failures.append(str(error))
            else:
                _miss(home, release, error, today, found, say)
    if failures:
        raise FetchError("\n".join(failures))
    if absent and absent == len(asked.releases):
        raise FetchError(f"None of {absent} releases is at {home.cms}. Has CMS moved its files?")
    return found


def _miss(
    home: Home, release: catalog.Release, error: DataError, today: date, found: Acquired, say: Say
) -> None:
    """Tell of a release that was not had; missed is one that is due, failed and is not in raw/."""
    due = release.effective_from <= today
    if isinstance(error, fetch.NotThere):
        since = f"not found {release.name}: due since {release.effective_from}, not at any address"
        say(f"{since} that the catalog knows" if due else f"not out yet {release.name}")
    elif release.name in Raw(home.raw).latest():
        say(f"kept {release.name} as it is in raw/: {error}")
    else:
        say(f"missed {error}")
        found.missed += [str(error)] if due else []
