"""The AMA's descriptors, as CMS's files print them: for an export that was asked for them.

No table of the warehouse has them.
"""

import re
from pathlib import Path

import polars as pl

from ratebook.read.grid import decode
from ratebook.read.layouts import layouts_of
from ratebook.read.members import members
from ratebook.read.tables import Table, read_release

PRINTED = r"copyright (\d{4}) American Medical Association"
TABLES = {"PFS": "pprrvu", "OPPS": "addendum_b"}  # the tables that print them
SCHEMA = {"release": pl.String, "hcpcs": pl.String, "modifier": pl.String, "descriptor": pl.String}


class ArrowStream:
    """A frame as DuckDB takes it without pyarrow."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.frame.__arrow_c_stream__(requested_schema)


def descriptors(files: list[tuple[str, str, Path]]) -> tuple[ArrowStream, str]:
    """The descriptors of some zips, one row per release, code and modifier; and the newest year
    of the AMA's notices in them, '' if none is printed.

    `files`: data set, release and zip of each.
    """
    tables = [(path, _table(path, name, dataset)) for dataset, name, path in files]
    frames = [pl.DataFrame(schema=SCHEMA), *(_descriptors(table) for _, table in tables)]
    found = pl.concat(frames).unique(["release", "hcpcs", "modifier"], keep="first")
    years = [_year(path, table) for path, table in tables]
    return ArrowStream(found), max(years, default="")


def _table(path: Path, name: str, dataset: str) -> Table:
    kinds = tuple(kind for kind in layouts_of(dataset) if kind.table == TABLES[dataset])
    return next(table for table in read_release(path, name, kinds) if not table.variant)


def _descriptors(table: Table) -> pl.DataFrame:
    has_modifier = "modifier" in table.rows.columns
    modifier = pl.col("modifier").str.strip_chars() if has_modifier else pl.lit("")
    return table.rows.select(
        pl.lit(table.release).alias("release"),
        pl.col("hcpcs").str.strip_chars().str.to_uppercase().str.zfill(5),
        modifier.alias("modifier"),
        pl.col("description").str.strip_chars().alias("descriptor"),
    ).filter(pl.col("descriptor") != "")


def _year(path: Path, table: Table) -> str:
    """The newest year of the AMA's notices in a table's own file, '' if it prints none."""
    member = next(m for m in members(path) if m.name == table.source_file.split("#")[0])
    text = "" if member.format == "xlsx" else decode(member.read())
    return max(re.findall(PRINTED, text, re.IGNORECASE), default="")
