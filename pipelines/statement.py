"""`ratebook sql`: one statement by a person, read-only, away from files and network."""

from dataclasses import dataclass

import duckdb

from pipelines.errors import UsageError
from pipelines.reader import Row


@dataclass(frozen=True)
class Found:
    """The rows of a statement; `more` where it has more than were asked for."""

    columns: list[str]
    rows: list[Row]
    more: bool


def _distinct(names: list[str]) -> list[str]:
    """Column names, the second `release` as `release_2`, so that no value hides another."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return found


def run(con: duckdb.DuckDBPyConnection, statement: str, limit: int | None) -> Found:
    """Run one statement; UsageError with DuckDB's own words where it refuses."""
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    try:
        if len(duckdb.extract_statements(statement)) != 1:
            raise UsageError("Give one statement; `ratebook sql` runs one at a time.")
        answer = con.execute(statement)
        columns = _distinct([column[0] for column in answer.description or ()])
        rows = answer.fetchall() if limit is None else answer.fetchmany(limit + 1)
    except duckdb.Error as error:
        raise UsageError(f"DuckDB says: {error}") from error
    kept = rows if limit is None else rows[:limit]
    found = [dict(zip(columns, row, strict=True)) for row in kept]
    return Found(columns, found, len(rows) > len(kept))
