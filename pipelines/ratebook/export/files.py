"""csv, csv.gz, jsonl and parquet, written by DuckDB itself; a parquet folder, part by part."""

from pathlib import Path

import duckdb

from ratebook.export import cells
from ratebook.export.engine import copy
from ratebook.export.source import ExportColumn, ExportRows
from ratebook.progress import watching

CSV = ("format csv, header", cells.csv)
OPTIONS = {
    "csv": CSV,
    "csv.gz": ("format csv, header, compression gzip", cells.csv),
    "jsonl": ("format json", cells.json),
    "parquet": ("format parquet, compression zstd", cells.name),
}
ABSENT = "__HIVE_DEFAULT_PARTITION__"  # how a NULL is spelled in a folder's name


def write(
    con: duckdb.DuckDBPyConnection, source: ExportRows, columns: list[ExportColumn], format: str,
    path: Path, says: str = "",
) -> int:  # fmt: skip
    """Write a source to one file; returns how many rows."""
    options, cell = OPTIONS[format]
    query = cells.select(columns, source.query, cell)
    with watching(says or path.name, lambda: path.stat().st_size if path.exists() else 0):
        return copy(con, query, path.as_posix(), options)


def write_parts(
    con: duckdb.DuckDBPyConnection, source: ExportRows, columns: list[ExportColumn], folder: Path
) -> dict[Path, int]:
    """Write a source as `folder/year=2026/release=RVU26C/part-0.parquet`; returns rows by file.

    A source without releases is one file, `folder/part-0.parquet`.
    """
    written = {}
    parts = _parts(con, source)
    for number, (where, place) in enumerate(parts, start=1):
        path = folder / place / "part-0.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        part = ExportRows(source.name, f"select * from (\n{source.query}\n) where {where}")
        written[path] = write(con, part, columns, "parquet", path, f"{number} of {len(parts)}")
    return written


def _parts(con: duckdb.DuckDBPyConnection, source: ExportRows) -> list[tuple[str, str]]:
    """The condition and the folder of each part, in the order of time."""
    if not source.parts:
        return [("true", "")]
    column = source.parts
    found = con.sql(
        f"select year(effective_from) as y, min(effective_from), {column} as r "
        f"from (\n{source.query}\n) group by 1, 3 order by 2, 3 nulls last"
    ).fetchall()
    return [
        (
            f"year(effective_from) = {year} and {column} is not distinct from {_literal(release)}",
            f"year={year}/release={release or ABSENT}",
        )
        for year, _, release in found
    ] or [("true", "")]


def _literal(value: str | None) -> str:
    return f"'{value}'" if value else "null"
