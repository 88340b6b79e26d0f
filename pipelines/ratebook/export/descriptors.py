"""The AMA's descriptors of codes, for who asks for them: from raw/, never from the warehouse.

They are copyright of the American Medical Association, and are in no table of Ratebook. An
export with `--with-descriptors` reads them from the files that the rows come from.
"""

from pathlib import Path

import duckdb

from ratebook.archive.raw import Raw
from ratebook.errors import DataError, UsageError
from ratebook.home import Home

NOTICE = (
    "CPT codes and descriptions only are copyright {year} American Medical Association. All "
    "Rights Reserved. Applicable FARS/DFARS Apply. The descriptors are in this export because "
    "--with-descriptors asked for them: to pass them on needs the AMA's license."
)
BY = ("release", "pfs_release", "opps_release")  # the columns that tell whose descriptor it is


def load(con: duckdb.DuckDBPyConnection, home: Home, releases: list[str]) -> str:
    """Read the descriptors of releases into the temporary table `descriptors`.

    Gives the notice that is owed, with the newest year that the files print. DataError if
    raw/ has not the file that a release was built from.
    """
    from ratebook.read.descriptors import TABLES, descriptors  # with Polars, which others spare

    known = con.sql("select release, dataset, sha256 from releases order by release").fetchall()
    wanted = [row for row in known if row[0] in releases and row[1] in TABLES]
    raw = Raw(home.raw)
    found, year = descriptors(
        [(dataset, name, _file(raw, name, digest)) for name, dataset, digest in wanted]
    )
    con.register("read_descriptors", found)
    con.execute("create temp table descriptors as select * from read_descriptors")
    con.unregister("read_descriptors")
    return NOTICE.format(year=year or "(see CMS's file)")


def _file(raw: Raw, release: str, sha256: str) -> Path:
    entry = next((entry for entry in raw.entries() if entry.sha256 == sha256), None)
    if entry is None or not raw.intact(entry):
        raise DataError(
            f"{release}: its file is not in {raw.folder}, so its descriptors cannot be read."
        )
    return raw.file(entry)


def joined(query: str, columns: list[str]) -> str:
    """A query with a column `descriptor` at its end; UsageError if it has no code to join by."""
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
