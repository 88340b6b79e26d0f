"""A warehouse as it could have been built on an earlier day, from the dates in the manifest.

A file is known from the day that CMS says it posted it: in its name, else in the names of its
members (`... Addendum B CORRECTION.02042020.xlsx`). One without such a day is the first posting of
its release: known from the first day the release holds, at the latest. A later revision is known
from the earliest of the site's Last-Modified, the day its zip was packed, and the day it was
fetched. A day counts as CMS's only where it can be: no more than `EARLY` before the release
begins, not after the file was here, and for a later revision not before the one ahead of it was
known. Zips that somebody packed again bear a fixed day (1980-01-01, 2025-01-01): a packing day is
heard only where it is later than that of the revision before.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ratebook import __version__, catalog, version
from ratebook.archive.entry import Entry, iso
from ratebook.archive.raw import Raw
from ratebook.build import publish
from ratebook.errors import DataError, UsageError
from ratebook.home import Home

EARLY = timedelta(days=75)  # before a release's first day; final rules come 60 days before it


def known_from(
    entry: Entry, revision: int, before: Entry | None = None, since: date = date.min
) -> date:
    """The day from which a revision of a release was known.

    `before`: the revision ahead of it, which was known `since`.
    """
    fetched, begins = _day(entry.fetched_at), catalog.release(entry.release).effective_from
    earliest = max(since, begins - EARLY)
    if entry.published_on:
        return date.fromisoformat(entry.published_on)
    if entry.dated and earliest <= (dated := date.fromisoformat(entry.dated)) <= fetched:
        return dated
    had = [fetched]
    if modified := iso(entry.last_modified):
        had.append(_day(modified))
    if revision == 1 and entry.order <= 0:
        had.append(begins)
    elif entry.packed_on > (before.packed_on if before else ""):
        had += [day for day in [date.fromisoformat(entry.packed_on)] if day > earliest]
    return min(had)


def _day(stamp: str) -> date:
    return date.fromisoformat(stamp[:10])


def _days(revisions: list[Entry]) -> Iterator[tuple[int, Entry, date]]:
    """The revisions of a release, each with its number and the day from which it was known."""
    before, since = None, date.min
    for number, entry in enumerate(revisions, start=1):
        since = known_from(entry, number, before, since)
        yield number, entry, since
        before = entry


def known_on(raw: Raw, day: date) -> tuple[dict[str, Entry], list[dict[str, Any]]]:
    """The revision of each release that was known on a day, and what is left out."""
    held: dict[str, Entry] = {}
    left_out = []
    withdrawn = raw.withdrawn(day.isoformat())
    for name, revisions in raw.revisions().items():
        for number, entry, since in _days(revisions):
            if since <= day and entry.sha256 not in withdrawn.get(name, ()):
                held[name] = entry
            elif since > day:
                left_out.append({"release": name, "revision": number, "known_from": since,
                                 "file": entry.answered_by})  # fmt: skip
    return held, left_out


def build_known_on(home: Home, day: date, to: Path) -> dict[str, Any]:
    """Write a warehouse of what was known on a day to its own file; nothing is published.

    Gives its `releases` and what is `left_out`. Raises DataError if nothing was known.
    """
    from ratebook.build.warehouse import build, stage_all

    if to.resolve() == home.database.resolve():
        raise UsageError(f"{to} is the published warehouse; give another file.")
    if to.exists() and to.suffix != ".duckdb":
        raise UsageError(f"{to} exists and is not a .duckdb file, so it was not overwritten.")
    to.parent.mkdir(parents=True, exist_ok=True)
    with publish.writing(home):
        raw = Raw(home.raw)
        held, left_out = known_on(raw, day)
        if not held:
            raise DataError(f"Nothing in {home.raw} was known on {day}.")
        about = {
            "origin": home.origin, "ratebook_version": __version__, "sql_version": version.sql(),
            "schema_version": str(version.schema()), "known_on": day.isoformat(),
        }  # fmt: skip
        making = to.with_name(f".{to.name}.making")
        making.unlink(missing_ok=True)
        try:
            found = build(stage_all(home, held), raw, making, about, known_on=day)
            making.replace(to)
        except OSError as error:
            raise DataError(f"{to} cannot be written: {error}") from error
        finally:
            making.unlink(missing_ok=True)
    return {"file": str(to), "known_on": day, "releases": found.releases, "left_out": left_out}
