"""Two files of priced lines held against each other: how many rows of each the other has not."""

from pathlib import Path
from typing import Any

import duckdb

from ratebook.db import quoted, rows
from ratebook.errors import DataError, UsageError

ONLY = "select {columns} from {one} except all select {columns} from {other}"
# Of lines that both have, how often each column differs.
COLUMN = """
    select '{name}' as "column", count(*) as lines
    from a inner join b on a.line_row = b.line_row
    where a."{name}" is distinct from b."{name}"
"""


def reconcile(con: duckdb.DuckDBPyConnection, first: str, second: str) -> dict[str, Any]:
    """How many rows of two outputs of `reprice` differ, and in which columns; nothing of a claim.

    Rows are compared whole, and as often as they stand there, in any order. UsageError where one
    is not a parquet file or folder, DataError where they do not have the same columns.
    """
    for view, where in (("a", first), ("b", second)):
        con.execute(f"create or replace temp view {view} as from {_source(con, where)}")
    mine, other = (_columns(con, view) for view in "ab")
    if mine.keys() != other.keys():
        odd = ", ".join(sorted(mine.keys() ^ other.keys()))
        raise DataError(f"{first} and {second} do not have the same columns: {odd}.")
    columns = ", ".join(f'"{name}"' for name in mine)
    only = [
        _count(con, ONLY.format(one=one, other=two, columns=columns))
        for one, two in (("a", "b"), ("b", "a"))
    ]
    return {
        "rows": [_count(con, f"from {view}") for view in "ab"],
        "only_in_first": only[0], "only_in_second": only[1],
        "columns": _differing(con, list(mine)) if any(only) else [],
    }  # fmt: skip


def _source(con: duckdb.DuckDBPyConnection, where: str) -> str:
    """The SQL that reads a file or a folder of parquet."""
    path = Path(where)
    pattern = path / "*.parquet" if path.is_dir() else path
    source = f"read_parquet({quoted(pattern.as_posix())})"
    try:
        con.execute(f"describe from {source}")
    except duckdb.Error as error:
        raise UsageError(f"{where} is not a parquet file, nor a folder of such.") from error
    return source


def _columns(con: duckdb.DuckDBPyConnection, view: str) -> dict[str, str]:
    return {name: type for name, type, *_ in con.execute(f"describe from {view}").fetchall()}


def _count(con: duckdb.DuckDBPyConnection, query: str) -> int:
    (count,) = con.execute(f"select count(*) from ({query})").fetchone() or (0,)
    return int(count)


def _differing(con: duckdb.DuckDBPyConnection, names: list[str]) -> list[dict[str, Any]]:
    if "line_row" not in names:
        return []
    each = " union all ".join(COLUMN.format(name=name) for name in names)
    return rows(con, f'from ({each}) where lines > 0 order by lines desc, "column"')
