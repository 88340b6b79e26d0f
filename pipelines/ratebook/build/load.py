"""Load the staged parquet of every release into DuckDB, as the views that the models read.

`loaded_<table>` holds a CMS table of all releases; `loaded_releases`, `known_releases`,
`loaded_files` and `published_files` tell of the releases themselves, `catalog_schedules` of the
payment schedules that they are of, `ama_license` whether a person has accepted it. All of them are
temporary: what is kept is what the models make of them.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from ratebook import catalog
from ratebook.archive import last_look, license
from ratebook.archive.raw import Raw
from ratebook.archive.short_lists import accepted
from ratebook.build import mend, normalize
from ratebook.build.stage import Staged
from ratebook.db import insert
from ratebook.read.layouts import all_layouts

RELEASES = (
    "release varchar, dataset varchar, effective_from date, rank integer, due varchar, "
    "revision integer, published_on date, url varchar, sha256 varchar, fetched_at timestamp, "
    "fewer_accepted boolean"
)
SCHEDULES = "schedule varchar, title varchar, terms varchar[]"
KNOWN = "release varchar, dataset varchar, effective_from date, rank integer"
PUBLISHED = "release varchar, table_name varchar, rows_loaded integer, sha256 varchar"
FILES = (
    "release varchar, table_name varchar, source_file varchar, said_month integer, "
    "excerpt boolean, rows_read integer, rows_noted integer, rows_rejected integer, "
    "rows_repeated integer, rows_loaded integer"
)


def load(
    con: duckdb.DuckDBPyConnection,
    staged: Sequence[Staged],
    raw: Raw,
    published: Iterable[tuple[Any, ...]] = (),
    known_on: date | None = None,
) -> None:
    """Make the temporary views and tables that the models start from.

    `published`: release, table, rows loaded and hash of each file in the warehouse before this.
    `known_on`: releases of the catalog that begin later are left out.
    """
    for layout in all_layouts():
        files = [path for s in staged for path in s.parquet(layout.table)]
        _view(con, f"loaded_{layout.table}", files, normalize.schema(layout))
    for cells, schema in (("rejects", normalize.REJECTS), ("mended", mend.MENDED)):
        _view(con, f"loaded_{cells}", [p for s in staged for p in s.parquet(cells)], schema)
    _table(con, "loaded_releases", RELEASES, (_release_row(s, raw) for s in staged))
    _table(con, "catalog_schedules", SCHEDULES, _schedule_rows())
    _table(con, "known_releases", KNOWN, _known_rows(raw, known_on))
    _table(con, "loaded_files", FILES, (tuple(file.values()) for s in staged for file in s.files))
    _table(con, "published_files", PUBLISHED, published)
    _table(con, "ama_license", "accepted boolean", [(bool(license.accepted(raw)),)])


def _release_row(staged: Staged, raw: Raw) -> tuple[Any, ...]:
    entry = staged.entry
    release = catalog.release(entry.release)
    due = catalog.datasets()[release.dataset]["due"]
    published = entry.published_on or staged.released or None
    return (
        entry.release, entry.dataset, release.effective_from, release.rank, due,
        raw.revision(entry), published, entry.answered_by, entry.sha256,
        entry.fetched_at.split("+")[0], (entry.release, entry.sha256) in accepted(raw),
    )  # fmt: skip


def _schedule_rows() -> list[tuple[str, str, list[str]]]:
    """The data sets of the catalog that are payment schedules."""
    return [
        (name, catalog.datasets()[name]["schedule"], catalog.datasets()[name]["terms"])
        for name in catalog.schedules()
    ]


def _known_rows(raw: Raw, known_on: date | None) -> list[tuple[Any, ...]]:
    """The releases that the catalog lists, and those that CMS shows beyond it."""
    seen = (
        []
        if known_on
        else [name for name in last_look.read(raw.folder) if not catalog.listed(name)]
    )
    releases = [*catalog.known(), *(catalog.release(name) for name in seen)]
    return [
        (r.name, r.dataset, r.effective_from, r.rank)
        for r in releases
        if not known_on or r.effective_from <= known_on
    ]


def _view(
    con: duckdb.DuckDBPyConnection, name: str, files: list[Path], schema: dict[str, Any]
) -> None:
    if files:
        paths = ", ".join("'" + path.as_posix().replace("'", "''") + "'" for path in files)
        con.execute(f"create temp view {name} as select * from read_parquet([{paths}])")
        return
    columns = ", ".join(f'null::{_sql_type(kind)} as "{column}"' for column, kind in schema.items())
    con.execute(f"create temp view {name} as select {columns} where false")


def _sql_type(kind: Any) -> str:
    if isinstance(kind, pl.Decimal):
        return f"decimal({kind.precision}, {kind.scale})"
    return {pl.String: "varchar", pl.Boolean: "boolean", pl.UInt32: "uinteger"}[kind]


def _table(
    con: duckdb.DuckDBPyConnection, name: str, columns: str, rows: Iterable[tuple[Any, ...]]
) -> None:
    con.execute(f"create temp table {name} ({columns})")
    insert(con, name, rows)
