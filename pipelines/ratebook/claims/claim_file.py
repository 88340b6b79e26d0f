"""A file of claims as the temporary table `claims`: csv, parquet, a workbook, X12, a folder or
pattern of them, or a table of a DuckDB file. Nothing that a claim says stands in an error: it may
be a person's.
"""

import codecs
import csv
import re
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from ratebook import x12
from ratebook.claims import batches, contract, sheet
from ratebook.claims.batches import LinesFrom, Part
from ratebook.db import quoted
from ratebook.errors import DataError, UsageError

ENDINGS = (".csv", ".tsv", ".txt", ".parquet", *sheet.ENDINGS, *x12.ENDINGS)
CHUNK = 1 << 20
DELIMITERS = ",\t;|"
EMPTY = f"create or replace temp table claims as {batches.NO_LINES}"
TABLES = """
    select table_name from duckdb_tables() where database_name = 'claims_of'
    union all
    select view_name from duckdb_views() where database_name = 'claims_of' and not internal
"""
REJECTED = "select distinct line from claim_rejects order by line"


@dataclass(frozen=True)
class Read:
    """What was read: how many lines, in how many batches, and the rows that are no csv, as file
    and number."""

    lines: int
    batches: int
    unread: list[tuple[str, int]]


def read(
    con: duckdb.DuckDBPyConnection, where: str, table: str, mapped: dict[str, str], folder: Path,
    part: Part = batches.WHOLE, remit: str = "",
) -> Read:  # fmt: skip
    """Make the temporary table `claims` of all lines or, of very many, batches in a folder.

    UsageError where there is no such file or table, or it lacks a column; DataError where it cannot
    be read.
    """
    try:
        sources = _sources(con, where, table, remit, folder)
        about = sum(batches.lines_about(con, source) for source in sources)
    except duckdb.Error as error:
        raise DataError(f"{where} cannot be read{_at(error)}.") from error
    count = 1 if part.claim_id else -(-about // batches.LARGEST // part.of)
    con.execute(EMPTY)
    unread: list[tuple[str, int]] = []
    lines = 0
    for number, source in enumerate(sources):
        try:
            query = batches.keyed(source, _columns(con, source, mapped), number, part)
            lines += batches.take(con, query, folder / str(number), count)
            unread += _rejected(con, source)
        except duckdb.Error as error:
            raise DataError(f"{source.name} cannot be read{_at(error)}.") from error
    return Read(lines, count, unread)


def _sources(
    con: duckdb.DuckDBPyConnection, where: str, table: str, remit: str, folder: Path
) -> list[LinesFrom]:
    """Where the lines are. X12 files are read as one, for an 835 stands beside the 837 it pays."""
    if table:
        return [_table(con, where, table)]
    paths = files(where)
    bills = [path for path in paths if x12.is_one(path)]
    remits = files(remit) if remit else []
    if remits and not (bills and all(map(x12.is_one, remits))):
        raise UsageError("--remit takes an X12 file (835) of what was paid for X12 files (837).")
    found = [_source(con, path, folder) for path in paths if path not in bills]
    if bills:
        found.append(LinesFrom(where, x12.into(con, [*bills, *remits], folder)))
    return found


def _columns(
    con: duckdb.DuckDBPyConnection, source: LinesFrom, mapped: dict[str, str]
) -> dict[str, str]:
    names = [column for column, *_ in con.execute(f"describe from {source.query}").fetchall()]
    return contract.chosen(names, mapped, source.name)


def _rejected(con: duckdb.DuckDBPyConnection, source: LinesFrom) -> list[tuple[str, int]]:
    """The rows of a csv that could not be read."""
    if not source.query.startswith("read_csv"):
        return []
    found = [(source.name, line) for (line,) in con.execute(REJECTED).fetchall()]
    con.execute("drop table claim_rejects; drop table claim_scans")
    return found


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


def _source(con: duckdb.DuckDBPyConnection, path: Path, folder: Path) -> LinesFrom:
    """A file, and the SQL that reads it: of a csv every cell as text, by its own header."""
    name = path.as_posix()
    if path.suffix.lower() == ".parquet":
        return _parquet(con, name)
    if path.suffix.lower() in sheet.ENDINGS:
        return replace(_source(con, sheet.as_csv(path, folder), folder), name=name)
    try:
        encoding = _encoding(path)
        with path.open(encoding=encoding.replace("utf-8", "utf-8-sig"), newline="") as opened:
            first = opened.readline()
    except (OSError, UnicodeError) as error:
        raise DataError(f"{name} cannot be read as text.") from error
    delimiter = max(DELIMITERS, key=first.count)
    header = next(csv.reader([first], delimiter=delimiter), [])
    if len(set(header)) < len(header):
        raise UsageError(f"{name} has two columns of one name, or of none.")
    columns = ", ".join(f"{quoted(column)}: 'varchar'" for column in header)
    options = {
        "auto_detect": "false", "header": "true", "delim": quoted(delimiter), "quote": "'\"'",
        "escape": "'\"'", "columns": f"{{{columns}}}", "nullstr": "''", "store_rejects": "true",
        "rejects_table": "'claim_rejects'", "rejects_scan": "'claim_scans'",
        "encoding": quoted(encoding),
    }  # fmt: skip
    query = f"read_csv({quoted(name)}, {', '.join(f'{k} = {v}' for k, v in options.items())})"
    return LinesFrom(name, query, path.stat().st_size)


def _parquet(con: duckdb.DuckDBPyConnection, name: str) -> LinesFrom:
    """A parquet file, which numbers its rows itself, unless a column of its own is called so."""
    plain = f"read_parquet({quoted(name)})"
    own = [column for column, *_ in con.execute(f"describe from {plain}").fetchall()]
    if "file_row_number" in map(str.casefold, own):
        return LinesFrom(name, plain)
    numbered = f"read_parquet({quoted(name)}, file_row_number = true)"
    return LinesFrom(name, numbered, row="file_row_number + 1")


def _encoding(path: Path) -> str:
    """UTF-8; UTF-16 where a file begins so (Excel's "Unicode text"); else Latin-1, in which
    Windows writes names with accents, and every byte is a character: no line is lost."""
    with path.open("rb") as opened:
        if opened.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        opened.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := opened.read(CHUNK):
                decoder.decode(chunk)
        except UnicodeDecodeError:
            return "latin-1"
    return "utf-8"


def _table(con: duckdb.DuckDBPyConnection, where: str, table: str) -> LinesFrom:
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
    return LinesFrom(where, f'claims_of."{table}"')
