"""Which releases a refresh looks for: those a person named, or those of some years."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from ratebook import catalog
from ratebook.errors import UsageError

FIRST = 2003  # the first year of CMS's relative value files


@dataclass(frozen=True)
class Scope:
    """What to look for.

    A release that a person named must be there, or nothing is published. One that only the
    calendar asks for may be missing: the rest goes on, and the run says what is missing.
    """

    releases: tuple[catalog.Release, ...]  # named, or due by the calendar
    named: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()  # everything that CMS lists of these is wanted
    kept: bool = False  # and of every year that raw/ has something of

    @property
    def datasets(self) -> list[str]:
        """The data sets whose pages are to be read."""
        if not self.years:
            return list(dict.fromkeys(release.dataset for release in self.releases))
        named = (release.dataset for release in self.releases)
        return list(dict.fromkeys([*catalog.searched(), *named]))

    def with_kept(self, names: set[str]) -> "Scope":
        """The same, when raw/ or the warehouse has some releases: what is missing besides them,
        or was posted again, is wanted too."""
        if not self.kept:
            return self
        kept = (catalog.release(name) for name in names)
        return replace(self, years=self.years | {r.year for r in kept if _of_its_year(r)})

    def wants(self, release: catalog.Release) -> bool:
        """Whether a release that CMS shows is one of these."""
        return release.name in self.named or release.year in self.years


def _of_its_year(release: catalog.Release) -> bool:
    """Whether a release is kept for its year: not a list that holds until the next one comes
    (names, base units), whose year is long gone."""
    given = catalog.datasets()[release.dataset]
    return given["due"] != "never" and not given.get("newest")


def scope_of(names: list[str], years: list[int], today: date, since: int | None = None) -> Scope:
    """The named releases, and those of the years.

    Without names and years: those of this calendar year and of the next, and of every year that
    raw/ has something of; `since` begins with an earlier year. UsageError for a year that CMS
    has no files of.
    """
    for year in [*years, *([since] if since else [])]:
        if year < FIRST:
            raise UsageError(f"CMS has no files for {year}: its first are for {FIRST}.")
        if year > today.year + 1:
            raise UsageError(f"No release for {year} can be out yet.")
    if since and (years or names):
        raise UsageError("--since cannot be combined with --year or release names.")
    named = {name.upper(): catalog.release(name) for name in names}
    plain = bool(since) or not (named or years)
    asked = set(range(since or today.year, today.year + 2)) if plain else set(years)
    soon = today + timedelta(weeks=6)
    due = [r for year in sorted(asked) for r in catalog.current(year) if r.effective_from <= soon]
    if years and not due:
        raise UsageError(f"No release for {years[0]} can be out yet.")
    if since or years:
        due += [r for r in catalog.final_rules(sorted(asked)) if r.effective_from <= soon]
    releases = named | {release.name: release for release in due}
    return Scope(tuple(releases.values()), frozenset(named), frozenset(asked), kept=plain)
