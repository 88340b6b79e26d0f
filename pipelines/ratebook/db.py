"""DuckDB: connections, all set alike, and rows in and out of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import duckdb

Row = dict[str, Any]
Params = Sequence[Any] | Mapping[str, Any]

OF_THE_MACHINE = (duckdb.OperationalError, duckdb.FatalException)  # disk, memory: no fault of words


def connect(path: str = ":memory:", read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection that prints nothing: DuckDB's progress bar goes to standard output, where a
    slow query's rows go too. Without the optimizer that moves projections: it takes a third of
    the time of a question with a hundred columns, and saves none (DuckDB 2.0.1)."""
    con = duckdb.connect(path, read_only=read_only)
    con.execute("set enable_progress_bar = false")
    con.execute("set disabled_optimizers = 'projection_placement'")
    return con


def said(error: duckdb.Error) -> str:
    """What DuckDB says, without its advice on settings that no one here can change."""
    return str(error).split("\nPossible solutions")[0].split("\n\nSee also")[0].strip()


def quoted(text: str) -> str:
    """Text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows in one statement; one each costs a hundred times as much."""
    kept = list(rows)
    if kept:
        marks = f"({', '.join('?' for _ in kept[0])})"
        values = [value for row in kept for value in row]
        con.execute(f"insert into {table} values {', '.join([marks] * len(kept))}", values)


def rows(con: duckdb.DuckDBPyConnection, query: str, params: Params = ()) -> list[Row]:
    """The rows of a query as dictionaries; money stays Decimal."""
    answer = con.execute(query, params)  # con.sql plans a query twice
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def row(con: duckdb.DuckDBPyConnection, query: str, params: Params = ()) -> Row | None:
    """The first row of a query, None if it has none."""
    return next(iter(rows(con, query, params)), None)
