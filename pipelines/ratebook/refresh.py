"""From the site to a published warehouse: acquire, build next to the old one, check, publish.

If anything fails, the old warehouse stays. If nothing has changed, it is not touched.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

from ratebook import __version__, catalog, db, version
from ratebook.archive import inputs
from ratebook.archive.entry import Entry
from ratebook.archive.raw import Raw
from ratebook.archive.short_lists import accept
from ratebook.ask import reader
from ratebook.build import publish
from ratebook.build.checks import Result
from ratebook.catalog.scope import Scope
from ratebook.clock import today
from ratebook.db import connect
from ratebook.errors import DataError, RefusedError, UsageError
from ratebook.fetch.acquire import Each, Say, acquire, in_threads
from ratebook.fetch.outcomes import Acquired, summary, waiting
from ratebook.home import Home

PUBLISHED = "select release, sha256 from releases"
FILES_BEFORE = (
    "select f.release, f.table_name, f.rows_loaded, r.sha256 "
    "from files as f inner join releases as r on f.release = r.release"
)
ROUNDS = 20  # files set aside in one run, after which something else must be wrong


@dataclass(frozen=True)
class Report:
    """What a refresh did: the published file, its releases, and what the checks found."""

    database: Path
    releases: tuple[str, ...]
    new: frozenset[str]  # releases that the warehouse before had not, or had in other bytes
    files: list[dict[str, Any]]
    results: list[Result]
    revisions: dict[str, int] = field(default_factory=dict)  # of each release: 2 for a re-post
    changed: bool = True
    notes: tuple[str, ...] = ()  # what a person should know besides
    missed: tuple[str, ...] = ()  # what makes the exit status 1 although the rest is published

    @property
    def findings(self) -> list[Result]:
        """The results that have rows."""
        return [result for result in self.results if result.rows]


def refresh(
    home: Home, asked: Scope, offline: bool, say: Say, each: Each = in_threads,
    accept_fewer: bool = False,
) -> Report:  # fmt: skip
    """Fetch releases, build a warehouse of all in raw/, check it, publish it.

    `offline` fetches nothing; `accept_fewer`: the files of the named releases may be short.
    Raises a RatebookError that says why nothing was published.
    """
    short = asked.named if accept_fewer else frozenset()
    with publish.writing(home):
        raw = Raw(home.raw)
        require_origin(raw, home)
        accept(raw, short)
        if offline:
            if missing := sorted(asked.named - set(raw.latest())):
                raise DataError(f"{', '.join(missing)} not in {home.raw}. Run without --offline.")
            return publish_all(home, say)
        acquired = acquire(home, asked, today(), say, each, published(home))
        accept(raw, short)  # what came just now
        return after(acquired, publish_all(home, say, asked.named))


def published(home: Home) -> dict[str, str]:
    """The releases of the warehouse as it is, and the hash of each; none if there is none."""
    return dict(query(home, PUBLISHED))


def after(acquired: Acquired, report: Report) -> Report:
    """A report with what could not be downloaded."""
    missed = (*acquired.missed, *waiting(acquired), *report.missed)
    return replace(report, missed=missed, notes=tuple(summary(acquired)))


def changes(report: Report) -> list[dict[str, Any]]:
    """What is new: data set, release, revision, rows, and what the checks found of it."""
    rows: dict[str, int] = {}
    for file in report.files:
        rows[file["release"]] = rows.get(file["release"], 0) + file["rows_loaded"]
    return [
        {
            "dataset": catalog.release(name).dataset,
            "release": name,
            "revision": report.revisions.get(name, 1),
            "rows": rows.get(name, 0),
            "findings": sum(result.rows > 0 for result in report.results if result.release == name),
        }
        for name in sorted(report.new)
    ]


def require_origin(raw: Raw, home: Home) -> None:
    """Sample and real data are never mixed: refuse a home that has the other kind."""
    other = {entry.origin for entry in raw.entries()} - {home.origin}
    if other:
        raise UsageError(
            f"{home.folder} has {'the embedded sample' if 'sample' in other else 'real data'}; "
            "sample and real data are never mixed. Choose another --home."
        )


def publish_all(home: Home, say: Say, must: frozenset[str] = frozenset()) -> Report:
    """Publish a warehouse of everything in raw/; not a byte of it changes where nothing has.

    A file that cannot be published and never was is set aside, and the rest goes on; what CMS
    posts in its place is taken by the next refresh. `must`: releases without which nothing is
    published.
    """
    missed: list[str] = []
    for _ in range(ROUNDS):
        latest = Raw(home.raw).latest()
        about = _about(home, latest)
        if report := _unchanged(home, latest, about):
            return replace(report, missed=tuple(missed))
        try:
            return replace(_publish(home, latest, about, say), missed=tuple(missed))
        except RefusedError as error:
            aside = _set_aside(home, latest, error.faults)
            left = Raw(home.raw).latest()
            if not left or not aside or aside != set(error.faults) or aside & must:
                raise DataError(f"{error}\n{_advice(sorted(aside))}") from error
            missed += [f"{reason}. It is set aside." for reason in error.faults.values()]
            say(f"set aside {', '.join(sorted(aside))}; going on without")
    raise DataError(f"{ROUNDS} rounds of files that cannot be used: " + "\n".join(missed))


def _about(home: Home, latest: dict[str, Entry]) -> dict[str, str]:
    return {
        "origin": home.origin,
        "ratebook_version": __version__,
        "sql_version": version.sql(),
        "schema_version": str(version.schema()),
        "duckdb": duckdb.__version__,
        "inputs": inputs.fingerprint(home, latest),
    }


def _unchanged(home: Home, latest: dict[str, Entry], about: dict[str, str]) -> Report | None:
    """What is published, where it was made by this code from just these files."""
    if home.log.exists() or not latest:
        return None
    published = query(home, f"select {', '.join(about)} from about")
    if published != [tuple(about.values())]:
        return None
    with reader.reading(home) as con:
        files = db.rows(con, "select * from files")
        results = [Result(**row) for row in db.rows(con, "select * from checks")]
    return Report(home.database, tuple(sorted(latest)), frozenset(), files, results, changed=False)


def query(home: Home, statement: str) -> list[tuple[Any, ...]]:
    """A query on the published warehouse; nothing if there is none, or an unreadable one."""
    if not home.database.exists():
        return []
    try:
        with connect(home.database.as_posix(), read_only=True) as con:
            return con.sql(statement).fetchall()
    except duckdb.Error:
        return []


def _publish(home: Home, latest: dict[str, Entry], about: dict[str, str], say: Say) -> Report:
    from ratebook.build.warehouse import (  # with Polars, which a run without news spares
        build,
        stage_all,
    )

    before = published(home)
    _require_all(home, before, latest)
    new = frozenset(name for name, entry in latest.items() if entry.sha256 != before.get(name))
    built = publish.building(home)
    try:
        staged = stage_all(home, latest)
        found = build(staged, Raw(home.raw), built, about, query(home, FILES_BEFORE))
        database = publish.publish(built, home, keep=bool(new))
    finally:
        built.unlink(missing_ok=True)
        built.with_suffix(".duckdb.wal").unlink(missing_ok=True)
    raw = Raw(home.raw)
    revisions = {name: raw.revision(entry) for name, entry in latest.items()}
    return Report(database, found.releases, new, found.files, found.results, revisions)


def _require_all(home: Home, before: dict[str, str], latest: dict[str, Entry]) -> None:
    """A release that is published is never lost without a word."""
    if gone := sorted(set(before) - set(latest)):
        names = ", ".join(gone)
        raise DataError(
            f"{names}: in the warehouse, but not in {home.raw / 'manifest.jsonl'}; a line of it "
            f"is missing. Download again: `ratebook refresh {' '.join(gone)}`. To go on without, "
            f"delete {home.database}. The warehouse is unchanged."
        )


def _set_aside(home: Home, latest: dict[str, Entry], faults: dict[str, str]) -> set[str]:
    raw, before = Raw(home.raw), published(home)
    bad = [latest[name] for name in faults
           if name in latest and latest[name].sha256 != before.get(name)]  # fmt: skip
    for entry in bad:
        raw.refuse(entry, faults[entry.release])
    return {entry.release for entry in bad}


def _advice(aside: list[str]) -> str:
    kept = "Nothing was published; the warehouse is unchanged."
    if not aside:
        return kept
    names = ", ".join(aside)
    return (
        f"{kept} The new file of {names} is set aside; the next file that CMS posts is used "
        "instead."
    )
