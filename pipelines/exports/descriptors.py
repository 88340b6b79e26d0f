"""The AMA's descriptors of codes, for who asks for them: from raw/, never from the warehouse.

They are copyright of the American Medical Association, and are in no table of Ratebook. An
export with `--with-descriptors` reads them from the files that the rows come from.
"""

import re
from pathlib import Path

import duckdb
import polars as pl

from pipelines.errors import DataError, UsageError
from pipelines.home import Home
from pipelines.layouts import layouts_of
from pipelines.raw import Raw
from pipelines.read import Table, read_release
from pipelines.read.grid import decode
from pipelines.read.members import members

NOTICE = (
    "CPT codes and descriptions only are copyright {year} American Medical Association. All "
    "Rights Reserved. Applicable FARS/DFARS Apply. The descriptors are in this export because "
    "--with-descriptors asked for them: to pass them on needs the AMA's license."
)
PRINTED = r"copyright (\d{4}) American Medical Association"
TABLES = {"PFS": "pprrvu", "OPPS": "addendum_b"}
BY = ("release", "pfs_release", "opps_release")  # the columns that tell whose descriptor it is
SCHEMA = {"release": pl.String, "hcpcs": pl.String, "modifier": pl.String, "descriptor": pl.String}


class _Stream:
    """A frame as DuckDB takes it without pyarrow."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.frame.__arrow_c_stream__(requested_schema)


def load(con: duckdb.DuckDBPyConnection, home: Home, releases: list[str]) -> str:
    """Read the descriptors of releases into the temporary table `descriptors`.

    Gives the notice that is owed, with the newest year that the files print. DataError where
    raw/ has not the file that a release was built from.
    """
    known = con.sql("select release, dataset, sha256 from releases order by release").fetchall()
    raw, frames, years = Raw(home.raw), [pl.DataFrame(schema=SCHEMA)], [""]
    for name, dataset, digest in known:
        if name in releases and dataset in TABLES:
            entry = next((e for e in raw.entries() if e.sha256 == digest), None)
            if entry is None or not raw.intact(entry):
                raise DataError(f"{name}: its file is not in {home.raw}: no descriptors are had.")
            table = _table(raw.file(entry), name, dataset)
            frames.append(_descriptors(table))
            years.append(_year(raw.file(entry), table))
    found = pl.concat(frames).unique(["release", "hcpcs", "modifier"], keep="first")
    con.register("read_descriptors", _Stream(found))
    con.execute("create temp table descriptors as select * from read_descriptors")
    con.unregister("read_descriptors")
    return NOTICE.format(year=max(years) or "(see CMS's file)")


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
    """The newest year of the AMA's notices in a table's own file, '' where it prints none."""
    member = next(m for m in members(path) if m.name == table.source_file.split("#")[0])
    text = "" if member.format == "xlsx" else decode(member.read())
    return max(re.findall(PRINTED, text, re.IGNORECASE), default="")


def joined(query: str, columns: list[str]) -> str:
    """A query with a column `descriptor` at its end; UsageError where it has no code to join by."""
    by = [name for name in BY if name in columns]
    if "hcpcs" not in columns or not by:
        raise UsageError(
            "--with-descriptors needs rows with the columns hcpcs and release (or pfs_release)."
        )
    modifier = "q.modifier" if "modifier" in columns else "''"
    joins = "".join(
        f" left join descriptors as d{i} on q.{name} = d{i}.release and q.hcpcs = d{i}.hcpcs "
        f"and d{i}.modifier = {modifier}"
        for i, name in enumerate(by)
    )
    texts = ", ".join(f"d{i}.descriptor" for i in range(len(by)))
    return f"select q.*, coalesce({texts}) as descriptor from (\n{query}\n) as q{joins}"
