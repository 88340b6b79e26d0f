"""A file of claims as the temporary table `claims`: csv, parquet, a folder or pattern of them, or a
table of a DuckDB file. Nothing that a claim says stands in an error: it may be a person's.
"""

import csv
import re
from pathlib import Path

import duckdb

from ratebook.claims import contract
from ratebook.db import quoted
from ratebook.errors import DataError, UsageError

ENDINGS = (".csv", ".tsv", ".txt", ".parquet")
DELIMITERS = ",\t;|"
EMPTY = "create or replace temp table claims as select * from internal.claim_contract"
TABLES = """
    select table_name from duckdb_tables() where database_name = 'claims_of'
    union all
    select view_name from duckdb_views() where database_name = 'claims_of' and not internal
"""
REJECTED = "select distinct line from claim_rejects order by line"


def read(
    con: duckdb.DuckDBPyConnection, where: str, table: str, mapped: dict[str, str]
) -> list[tuple[str, int]]:
    """Make the temporary table `claims` of all lines; the rows that are no csv, as file and number.

    UsageError where there is no such file or table, or it lacks a column; DataError where it cannot
    be read.
    """
    con.execute(EMPTY)
    unread = []
    sources = [(where, _table(con, where, table))] if table else [_source(p) for p in files(where)]
    for name, source in sources:
        try:
            _take(con, name, source, mapped)
            if source.startswith("read_csv"):
                unread += [(name, line) for (line,) in con.execute(REJECTED).fetchall()]
                con.execute("drop table claim_rejects; drop table claim_scans")
        except duckdb.Error as error:
            raise DataError(f"{name} cannot be read{_at(error)}.") from error
    return unread


def _take(con: duckdb.DuckDBPyConnection, name: str, source: str, mapped: dict[str, str]) -> None:
    names = [column for column, *_ in con.execute(f"describe select * from {source}").fetchall()]
    columns = contract.chosen(names, mapped, name)
    taken = ", ".join(f'"{own}"::varchar as {column}' for column, own in columns.items())
    con.execute(f"insert into claims by name select {taken} from {source}")


def _at(error: duckdb.Error) -> str:
    """Where a reader stopped, and nothing of what stands there."""
    if "invalid state" in str(error):
        return ": its lines end in two ways (Windows and Unix). Save it as csv again"
    line = re.search(r"[Ll]ine:? (\d+)", str(error))
    return f": look at line {line[1]}" if line else ": it is not a whole csv or parquet file"


def files(where: str) -> list[Path]:
    """The files that a path, a folder or a pattern names; UsageError if there are none."""
    path = Path(where)
    if path.is_dir():
        found = sorted(p for p in path.iterdir() if p.suffix.lower() in ENDINGS)
    elif re.search(r"[*?\[]", path.name):
        found = sorted(p for p in path.parent.glob(path.name) if p.is_file())
    else:
        found = [path] if path.is_file() else []
    if not found:
        raise UsageError(f"{where}: there is no such file of claims ({', '.join(ENDINGS)}).")
    return found


def _source(path: Path) -> tuple[str, str]:
    """A file's name, and the SQL that reads it: of a csv every cell as text, by its own header."""
    name = path.as_posix()
    if path.suffix.lower() == ".parquet":
        return name, f"read_parquet({quoted(name)})"
    try:
        with path.open("rb") as opened:
            first = opened.readline().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{name} cannot be read: it is not text in UTF-8.") from error
    delimiter = max(DELIMITERS, key=first.count)
    header = next(csv.reader([first], delimiter=delimiter), [])
    if len(set(header)) < len(header):
        raise UsageError(f"{name} has two columns of one name, or of none.")
    columns = ", ".join(f"{quoted(column)}: 'varchar'" for column in header)
    options = {
        "auto_detect": "false", "header": "true", "delim": quoted(delimiter), "quote": "'\"'",
        "escape": "'\"'", "columns": f"{{{columns}}}", "nullstr": "''", "store_rejects": "true",
        "rejects_table": "'claim_rejects'", "rejects_scan": "'claim_scans'",
    }  # fmt: skip
    return name, f"read_csv({quoted(name)}, {', '.join(f'{k} = {v}' for k, v in options.items())})"


def _table(con: duckdb.DuckDBPyConnection, where: str, table: str) -> str:
    """A table of another DuckDB file, which is attached read-only."""
    if not Path(where).is_file():
        raise UsageError(f"{where}: there is no such DuckDB file.")
    try:
        con.execute(f"attach {quoted(where)} as claims_of (read_only)")
        known = [name for (name,) in con.execute(TABLES).fetchall()]
    except duckdb.Error as error:
        raise DataError(f"{where} cannot be opened as a DuckDB file.") from error
    if table not in known:
        raise UsageError(f"{where} has no table '{table}'. It has: {', '.join(known) or 'none'}.")
    return f'claims_of."{table}"'
