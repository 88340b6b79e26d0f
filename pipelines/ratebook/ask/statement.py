"""`ratebook sql`: a person's statements, read-only, away from files and network."""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TextIO

import duckdb

from ratebook.db import OF_THE_MACHINE, Row, said
from ratebook.errors import DataError, UsageError

BATCH = 5_000  # rows held at once


@dataclass(frozen=True)
class Rows:
    """The rows of a statement; `more` where it has more than were asked for."""

    columns: list[str]
    rows: list[Row]
    more: bool


def shut_in(con: duckdb.DuckDBPyConnection) -> None:
    """Let no statement reach a file, the network, a setting, or a variable of this program."""
    con.execute("set enable_external_access = false")
    con.execute("set python_enable_replacements = false")
    con.execute("set lock_configuration = true")


def run(con: duckdb.DuckDBPyConnection, statement: str, limit: int | None) -> Rows:
    """Run one statement; UsageError with DuckDB's own words where it refuses."""
    with _refusals():
        answer, columns = _answer(con, statement)
        rows = answer.fetchall() if limit is None else answer.fetchmany(limit + 1)
    kept = rows if limit is None else rows[:limit]
    found = [dict(zip(columns, row, strict=True)) for row in kept]
    return Rows(columns, found, len(rows) > len(kept))


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except OF_THE_MACHINE as error:
        raise DataError(f"DuckDB says: {said(error)}") from error
    except duckdb.Error as error:
        raise UsageError(f"DuckDB says: {error}") from error


def _answer(con: duckdb.DuckDBPyConnection, statement: str) -> tuple[Any, list[str]]:
    if len(duckdb.extract_statements(statement)) != 1:
        raise UsageError(
            "Give one statement; `ratebook sql` without one opens a prompt for several."
        )
    answer = con.execute(statement)
    return answer, _distinct([column[0] for column in answer.description or ()])


def _distinct(names: list[str]) -> list[str]:
    """Column names, the second `release` as `release_2`, so that no value hides another."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return found


def write_csv(con: duckdb.DuckDBPyConnection, statement: str, to: TextIO) -> None:
    """The rows of a statement as csv with a heading; NULL is empty."""
    with _refusals():
        answer, columns = _answer(con, statement)
        out = csv.writer(to, lineterminator="\n")
        out.writerow(columns)
        while batch := answer.fetchmany(BATCH):
            out.writerows([_word(value) for value in row] for row in batch)


def _word(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def write_json(con: duckdb.DuckDBPyConnection, statement: str, to: TextIO, plain: Any) -> None:
    """The rows of a statement as one JSON list, row by row; `plain` makes a value JSON's."""
    with _refusals():
        answer, columns = _answer(con, statement)
        before = "[\n  "
        while batch := answer.fetchmany(BATCH):
            for row in batch:
                found = plain(dict(zip(columns, row, strict=True)))
                to.write(before + json.dumps(found, allow_nan=False))
                before = ",\n  "
        to.write("[]\n" if before.startswith("[") else "\n]\n")
