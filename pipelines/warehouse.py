"""From raw/ to a published warehouse: stage, load, model, check, publish.

The new warehouse is built beside the old one. Whatever goes wrong, the old one stays.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from pipelines import __version__, checks, load, models, publish, version
from pipelines.acquire import Say, Wanted, acquire
from pipelines.errors import DataError, RefusedError, UsageError
from pipelines.home import Home
from pipelines.raw import Entry, Raw
from pipelines.stage import Staged, stage

STORAGE = "v1.2.0"  # so that DuckDB 1.2 and later open the file; 2.0's own format they cannot
HASHES = "select sha256 from releases"
FILES_BEFORE = "select release, table_name, rows_loaded from files"


@dataclass(frozen=True)
class Report:
    """What a refresh did: the published file, its releases, and what the checks found."""

    database: Path
    releases: tuple[str, ...]
    new: frozenset[str]  # releases that the warehouse before had not, or had in other bytes
    files: list[dict[str, Any]]
    results: list[checks.Result]
    missed: tuple[str, ...] = ()

    @property
    def findings(self) -> list[checks.Result]:
        """The results that have rows."""
        return [result for result in self.results if result.rows]


def refresh(home: Home, asked: Wanted, offline: bool, say: Say) -> Report:
    """Fetch releases, build a warehouse of all in raw/, check it, publish it.

    `offline` fetches nothing. Raises a RatebookError that says why nothing was published.
    """
    with publish.writing(home):
        raw = Raw(home.raw)
        require_origin(raw, home)
        if not offline:
            missed = acquire(home, asked, date.today(), say).missed
            return replace(build(home, say), missed=tuple(missed))
        if missing := sorted(asked.named - set(raw.latest())):
            raise DataError(f"{', '.join(missing)} not in {home.raw}; run without --offline.")
        return build(home, say)


def require_origin(raw: Raw, home: Home) -> None:
    """Sample and real data never meet: refuse a home that holds the other kind."""
    other = {entry.origin for entry in raw.entries()} - {home.origin}
    if other:
        raise UsageError(
            f"{home.folder} holds {'the embedded sample' if 'sample' in other else 'real data'}; "
            "sample and real data never meet. Choose another --home."
        )


def build(home: Home, say: Say) -> Report:
    """Build a warehouse of everything in raw/, check it, and publish it.

    A file that cannot be published and never was is set aside, so that it holds up no other
    release; what CMS posts in its place is taken by the next refresh.
    """
    try:
        return _build(home, say)
    except RefusedError as error:
        aside = _set_aside(home, error.faults)
        raise DataError(f"{error}\n{_advice(aside)}") from error


def _set_aside(home: Home, faults: dict[str, str]) -> list[str]:
    raw, published = Raw(home.raw), {sha for (sha,) in _published(home, HASHES)}
    bad = [e for e in raw.latest().values() if e.release in faults and e.sha256 not in published]
    for entry in bad:
        raw.refuse(entry, faults[entry.release])
    return [entry.release for entry in bad]


def _published(home: Home, query: str) -> list[tuple[Any, ...]]:
    """A query on the published warehouse; nothing where there is none, or an unreadable one."""
    if not home.database.exists():
        return []
    try:
        with duckdb.connect(home.database.as_posix(), read_only=True) as con:
            return con.sql(query).fetchall()
    except duckdb.Error:
        return []


def _advice(aside: list[str]) -> str:
    kept = "Nothing was published; the warehouse is as it was."
    if not aside:
        return kept
    names = ", ".join(aside)
    return f"{kept} The new file of {names} is set aside; what CMS posts next is taken instead."


def _build(home: Home, say: Say) -> Report:
    latest = Raw(home.raw).latest()
    before = {sha for (sha,) in _published(home, HASHES)}
    new = frozenset(name for name, entry in latest.items() if entry.sha256 not in before)
    staged = stage_all(home, latest)
    built = publish.building(home)
    try:
        with _database(built) as con:
            load.load(con, staged, Raw(home.raw), _published(home, FILES_BEFORE))
            models.build(con, models.all_models())
            _about(con, home)
            results = checks.run(con)
            checks.write(con, results)
            models.describe_columns(con)
        checks.refuse_blocking(results)
        database = publish.publish(built, home, keep=bool(new))
    except duckdb.Error as error:
        raise DataError(f"{built} cannot be written: {error}. Make room and run again.") from error
    finally:
        built.unlink(missing_ok=True)
        built.with_suffix(".duckdb.wal").unlink(missing_ok=True)
    say(f"published {database}")
    files = [file for s in staged for file in s.files]
    return Report(database, tuple(s.entry.release for s in staged), new, files, results)


def stage_all(home: Home, latest: dict[str, Entry]) -> list[Staged]:
    """Every release of raw/ as parquet. RefusedError with every release that does not fit."""
    if not latest:
        raise DataError(f"{home.raw} holds no release yet; name some: `ratebook refresh RVU25D`.")
    raw, staged = Raw(home.raw), []
    faults: dict[str, str] = {}
    with ThreadPoolExecutor(2) as pool:
        work = {
            name: pool.submit(stage, latest[name], raw, home.staging) for name in sorted(latest)
        }
        for name, future in work.items():
            try:
                staged.append(future.result())
            except DataError as error:
                faults[name] = str(error) if name in str(error) else f"{name}: {error}"
    if faults:
        raise RefusedError(faults)
    return staged


@contextmanager
def _database(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    con = duckdb.connect()
    try:
        target = path.as_posix().replace("'", "''")
        con.execute(f"attach '{target}' as building (storage_version '{STORAGE}')")
        con.execute("use building")
        yield con
        con.execute("use memory")
        con.execute("detach building")
    finally:
        con.close()


def _about(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    con.execute(
        "create table about as select ? as origin, ? as ratebook_version, ? as sql_version, "
        "? as duckdb",
        [home.origin, __version__, version.sql(), duckdb.__version__],
    )
    con.execute("comment on table about is 'What made this file, and whether it is a sample.'")
