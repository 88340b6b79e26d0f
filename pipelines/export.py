"""Tables and queries out as csv, parquet or xlsx, streamed, codes as text.

A file is written under a temporary name and renamed when it is whole.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from pipelines.errors import DataError, UsageError

MARTS = ("payment_by_site", "pfs_payment")
MANY = 200_000  # rows of which a workbook takes more than half a minute
FORMATS = ("csv", "parquet", "xlsx")
SHEET_ROWS = 1_048_575  # Excel's 1,048,576 less the header
BATCH = 5_000
PLAIN = (type(None), bool, int, float, date)
COPY = {"csv": "format csv, header", "parquet": "format parquet, compression zstd"}


def export(
    con: duckdb.DuckDBPyConnection, query: str, format: str, path: Path, say: Callable[[str], None]
) -> int:
    """Write a query's rows to a file; gives how many. `say` hears of what will take long."""
    making = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _shut_in(con, path.parent)
        _require_select(query)
        if format == "xlsx":
            _foretell(con, query, say)
            rows = _xlsx(con, query, making)
        else:
            rows = _copy(con, query, making, format)
        os.replace(making, path)
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror or error}") from error
    except duckdb.Error as error:
        raise UsageError(f"The export could not be made: {error}") from error
    finally:
        with suppress(OSError):
            making.unlink()
    return rows


def _shut_in(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Let a query reach no file but those of the folder that it writes to, and no network."""
    quoted = folder.resolve().as_posix().replace("'", "''")
    con.execute(f"set allowed_directories = ['{quoted}']")
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")


def _require_select(query: str) -> None:
    statements = duckdb.extract_statements(query)
    if [s.type for s in statements] != [duckdb.StatementType.SELECT]:
        raise UsageError("--query takes one SELECT.")


def target(to: str, name: str, format: str) -> Path:
    """`to` as a file: itself, or `name.format` in it where it is a folder."""
    path = Path(to)
    if to == "-" or (path.suffix[1:] in FORMATS and path.suffix[1:] != format):
        raise UsageError(f"--to {to} does not fit --format {format}: name a .{format} file.")
    path = path / f"{name}.{format}" if to.endswith("/") or path.is_dir() else path
    if path.exists() and path.suffix[1:] != format:
        raise UsageError(f"{path} is there and is no .{format} file; it is not written over.")
    return path


def table_query(con: duckdb.DuckDBPyConnection, table: str, year: int | None) -> str:
    """The query for a whole table, or for the rows that begin in a year."""
    columns = _columns(con).get(table)
    if not columns:
        known = ", ".join(sorted(_columns(con)))
        raise UsageError(f"There is no table '{table}'. Tables: {known}.")
    if year is None:
        return f"select * from {table}"
    if "effective_from" not in columns:
        raise UsageError(f"{table} has no dates; leave --year out.")
    return f"select * from {table} where year(effective_from) = {year}"


def _foretell(con: duckdb.DuckDBPyConnection, query: str, say: Callable[[str], None]) -> None:
    rows = int(con.sql(f"select count(*) from (\n{_bare(query)}\n)").fetchall()[0][0])
    if rows > MANY:
        say(f"{rows:,} rows as xlsx take minutes; as csv or parquet they take seconds.")


def _bare(query: str) -> str:
    return query.rstrip().rstrip(";")


def _columns(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    names = "select table_name, column_name from duckdb_columns() where not internal"
    for table, column in con.sql(names).fetchall():
        found.setdefault(table, []).append(column)
    return found


def _copy(con: duckdb.DuckDBPyConnection, query: str, path: Path, format: str) -> int:
    target = path.resolve().as_posix().replace("'", "''")
    statement = f"copy (\n{_bare(query)}\n) to '{target}' ({COPY[format]})"
    return int(con.execute(statement).fetchall()[0][0])


def _xlsx(con: duckdb.DuckDBPyConnection, query: str, path: Path) -> int:
    answer = con.execute(query)
    names = [column[0] for column in answer.description or ()]
    workbook = Workbook(write_only=True)
    sheet, written, in_sheet = None, 0, SHEET_ROWS
    for row in _batches(answer):
        if in_sheet >= SHEET_ROWS:
            sheet, in_sheet = workbook.create_sheet(f"rows from {written + 1}"), 0
            sheet.append(names)
        assert sheet is not None
        sheet.append([_cell(sheet, value) for value in row])
        written, in_sheet = written + 1, in_sheet + 1
    if sheet is None:
        workbook.create_sheet("rows").append(names)
    workbook.save(path)
    return written


def _batches(answer: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := answer.fetchmany(BATCH):
        yield from batch


def _cell(sheet: Any, value: Any) -> Any:
    """A value as Excel should take it: text stays text, an amount shows its cents."""
    if isinstance(value, Decimal):
        cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type]  # openpyxl writes its digits
        cell.number_format = "0." + "0" * max(2, -int(value.as_tuple().exponent))
        return cell
    zoned = isinstance(value, datetime) and value.tzinfo  # Excel knows no time zones
    if isinstance(value, str) and not value.startswith("=") and value.isprintable():
        return value  # a cell of its own, to mark it as text, costs as much as all the rest
    if zoned or not isinstance(value, PLAIN):
        cell = WriteOnlyCell(sheet, re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", str(value)))
        cell.data_type = "s"  # a text that begins with '=' is text, not a formula
        cell.number_format = "@"
        return cell
    return value
