"""Which releases a refresh is after: those a person named, or those of some years."""

from dataclasses import dataclass
from datetime import date, timedelta

from pipelines import catalog
from pipelines.errors import UsageError


@dataclass(frozen=True)
class Wanted:
    """What to look for.

    A release that a person named must be there, or nothing is published. One that only the
    calendar asks for may be missing: the rest goes on, and the run says what was not had.
    """

    releases: tuple[catalog.Release, ...]  # named, or due by the calendar
    named: frozenset[str] = frozenset()
    years: range = range(0)  # whatever CMS shows of these is wanted
    kept: bool = False  # and re-posts of what raw/ has

    @property
    def datasets(self) -> list[str]:
        """The data sets whose pages are to be read."""
        if not self.years:
            return list(dict.fromkeys(release.dataset for release in self.releases))
        return list(catalog.datasets())

    def wants(self, release: catalog.Release, kept: frozenset[str] = frozenset()) -> bool:
        """Whether a release that CMS shows is one of these; `kept`: the releases in raw/."""
        return (
            release.name in self.named
            or release.year in self.years
            or (self.kept and release.name in kept)
        )


def wanted(names: list[str], years: list[int], today: date, since: int | None = None) -> Wanted:
    """The named releases, and those of the years.

    Without names and years: those of this calendar year and of the next, and re-posts of what
    raw/ has; `since` begins with an earlier year. UsageError for a year that cannot be out.
    """
    named = {name.upper(): catalog.release(name) for name in names}
    plain = not (named or years)
    span = range(min(since or today.year, today.year), today.year + 2) if plain or since else None
    asked = span or (range(min(years), max(years) + 1) if years else range(0))
    soon = today + timedelta(weeks=6)
    due = [r for year in asked for r in catalog.current(year) if r.effective_from <= soon]
    if years and not due:
        raise UsageError(f"No release of {years[0]} can be out yet.")
    if since or years:
        due += [r for r in catalog.final_rules(asked) if r.effective_from <= soon]
    releases = named | {release.name: release for release in due}
    return Wanted(tuple(releases.values()), frozenset(named), asked, kept=span is not None)
