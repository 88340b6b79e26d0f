"""A warehouse as it could have been built on an earlier day, from the dates in the manifest.

A file is known from the day that CMS says it posted it. One without such a day is the first
posting of its release: known from the first day the release holds, at the latest, or earlier
where the site's Last-Modified says so. A later revision without a day is known from the site's
date, or from when it was fetched.
"""

from datetime import date
from pathlib import Path
from typing import Any

from pipelines import __version__, catalog, publish, version
from pipelines.errors import DataError, UsageError
from pipelines.home import Home
from pipelines.raw import Entry, Raw, iso


def known_from(entry: Entry, revision: int) -> date:
    """The day from which a revision of a release was known."""
    if entry.published_on:
        return date.fromisoformat(entry.published_on)
    had = [date.fromisoformat(entry.fetched_at[:10])]
    if modified := iso(entry.last_modified):
        had.append(date.fromisoformat(modified[:10]))
    if revision == 1 and entry.order <= 0:
        had.append(catalog.release(entry.release).effective_from)
    return min(had)


def known_on(raw: Raw, day: date) -> tuple[dict[str, Entry], list[dict[str, Any]]]:
    """The revision of each release that was known on a day, and what is left out."""
    held: dict[str, Entry] = {}
    left_out = []
    withdrawn = raw.withdrawn(day.isoformat())
    for name, revisions in raw.revisions().items():
        for number, entry in enumerate(revisions, start=1):
            since = known_from(entry, number)
            if since <= day and entry.sha256 not in withdrawn.get(name, ()):
                held[name] = entry
            elif since > day:
                left_out.append({"release": name, "revision": number, "known_from": since,
                                 "file": entry.answered_by})  # fmt: skip
    return held, left_out


def build_known_on(home: Home, day: date, to: Path) -> dict[str, Any]:
    """Write a warehouse of what was known on a day to a file of its own; nothing is published.

    Gives its `releases` and what is `left_out`. Raises DataError where nothing was known.
    """
    from pipelines.build import build, stage_all

    if to.resolve() == home.database.resolve():
        raise UsageError(f"{to} is the published warehouse; give another file.")
    if to.exists() and to.suffix != ".duckdb":
        raise UsageError(f"{to} is there and is not a .duckdb file: it is not written over.")
    to.parent.mkdir(parents=True, exist_ok=True)
    with publish.writing(home):
        raw = Raw(home.raw)
        held, left_out = known_on(raw, day)
        if not held:
            raise DataError(f"Nothing in {home.raw} was known on {day}.")
        about = {
            "origin": home.origin, "ratebook_version": __version__, "sql_version": version.sql(),
            "known_on": day.isoformat(),
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
