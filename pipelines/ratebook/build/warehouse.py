"""A warehouse in one file: stage, load, model, check. Nothing here is published."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from ratebook.archive.entry import Entry
from ratebook.archive.raw import Raw
from ratebook.build import checks, load, models, table_costs
from ratebook.build.stage import Staged, stage
from ratebook.db import connect, said
from ratebook.errors import DamagedError, DataError, RefusedError
from ratebook.home import Home
from ratebook.progress import steps

STORAGE = "v1.2.0"  # so that DuckDB 1.2 and later open the file; 2.0's own format they cannot
ROW_GROUP = 20_480  # a sixth of the usual: anyone who asks for one code unpacks a sixth as much
ABOUT = "What built this file, from which inputs, and whether it is the sample."


@dataclass(frozen=True)
class Built:
    """What was counted and found while a warehouse was built."""

    releases: tuple[str, ...]
    files: list[dict[str, Any]]
    results: list[checks.Result]


def build(
    staged: list[Staged], raw: Raw, into: Path, about: dict[str, str],
    before: Iterable[tuple[Any, ...]] = (), known_on: date | None = None,
) -> Built:  # fmt: skip
    """Write a warehouse of staged releases to a new file.

    `before`: release, table and rows of each file in the warehouse before; `known_on`: leave out
    what of the catalog was not known on that day. Raises CheckError if a blocking rule finds
    rows, DataError if the file cannot be written.
    """
    try:
        with _database(into) as con:
            load.load(con, staged, raw, before, known_on)
            seconds = models.build(con, models.all_models())
            _about(con, about)
            results = checks.run(con)
            checks.write(con, results)
            table_costs.write(con, seconds)
            models.describe_columns(con)
        checks.refuse_blocking(results)
    except duckdb.Error as error:
        raise DataError(
            f"{into} cannot be written: {said(error)}. Free up disk space and run again."
        ) from error
    files = [file for s in staged for file in s.files]
    return Built(tuple(s.entry.release for s in staged), files, results)


def stage_all(home: Home, latest: dict[str, Entry]) -> list[Staged]:
    """Every release of raw/ as parquet. RefusedError with every release that does not fit,
    DamagedError with every file that is not the one that was accepted."""
    if not latest:
        raise DataError(f"{home.raw} has no releases yet. Name some: `ratebook refresh RVU25D`.")
    raw, staged = Raw(home.raw), []
    faults: dict[str, str] = {}
    damaged: list[str] = []
    with ThreadPoolExecutor(2) as pool:
        work = {
            name: pool.submit(stage, latest[name], raw, home.staging) for name in sorted(latest)
        }
        for name, future in steps(work.items(), "reading", lambda item: item[0]):
            try:
                staged.append(future.result())
            except DamagedError as error:
                damaged.append(str(error))
            except DataError as error:
                faults[name] = str(error) if name in str(error) else f"{name}: {error}"
    if damaged:
        raise DamagedError("\n".join(damaged))
    if faults:
        raise RefusedError(faults)
    return staged


@contextmanager
def _database(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    con = connect()
    try:
        target = path.as_posix().replace("'", "''")
        how = f"storage_version '{STORAGE}', row_group_size {ROW_GROUP}"
        con.execute(f"attach '{target}' as building ({how})")
        con.execute("use building")
        yield con
        con.execute("use memory")
        con.execute("detach building")
    finally:
        con.close()


def _about(con: duckdb.DuckDBPyConnection, about: dict[str, str]) -> None:
    columns = ", ".join(f"? as {name}" for name in about)
    con.execute(f"create table about as select {columns}", list(about.values()))
    con.execute(f"comment on table about is '{ABOUT}'")
