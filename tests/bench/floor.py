"""The least work possible for one PFS release, to measure Ratebook against.

Unzip, read three csv files with Polars by the positions of 2025, and write one DuckDB table of
every code in every locality: no checks, no history, no provenance, no reasons. Not a program
to use: it knows one layout and nothing of what can be wrong with a file.

usage: python tests/bench/floor.py RVU_ZIP OUT.duckdb
"""

import io
import sys
import zipfile

import duckdb
import polars as pl

FILES = {"rvu": ("PPRRVU", 10), "gpci": ("GPCI", 3), "cap": ("OPPSCAP", 1)}
AMOUNT = "round((w * gw + {pe} * gp + {mp} * gm) * cf, 2)::decimal(10, 2)"
PRICE = f"""
create table payment as select hcpcs, modifier, mac, locality,
    {AMOUNT.format(pe="nf", mp="mp")} as nonfacility,
    {AMOUNT.format(pe="f", mp="mp")} as facility,
    case when cap_pe > 0 then least(nonfacility, {AMOUNT.format(pe="cap_pe", mp="cap_mp")}) end
        as capped
from (
    select c0 as hcpcs, coalesce(c1, '') as modifier, c5::decimal(9, 2) as w,
        c6::decimal(9, 2) as nf, c8::decimal(9, 2) as f, c10::decimal(9, 2) as mp,
        c24::decimal(9, 4) as cf, c28::decimal(9, 2) as cap_pe, c30::decimal(9, 2) as cap_mp
    from rvu
) cross join (
    select c0 as mac, lpad(c2, 2, '0') as locality, c4::decimal(6, 3) as gw,
        c5::decimal(6, 3) as gp, c6::decimal(6, 3) as gm
    from gpci where length(c0) = 5 and c0[1] between '0' and '9'
)
order by all
"""


class Stream:
    """A frame as an Arrow stream, which DuckDB scans without pyarrow."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def __arrow_c_stream__(self, schema: object = None) -> object:
        """The frame's own stream."""
        return self.frame.__arrow_c_stream__(schema)


def read(archive: zipfile.ZipFile, prefix: str, skip: int) -> pl.DataFrame:
    """One csv of the zip, columns c0, c1, ... of text."""
    name = next(n for n in archive.namelist() if n.startswith(prefix) and n.endswith(".csv"))
    frame = pl.read_csv(
        io.BytesIO(archive.read(name)),
        has_header=False,
        skip_rows=skip,
        infer_schema=False,
        truncate_ragged_lines=True,
    )
    return frame.rename({old: f"c{i}" for i, old in enumerate(frame.columns)})


def main(rvu_zip: str, out: str) -> None:
    """Price every code in every locality into a new file."""
    archive = zipfile.ZipFile(rvu_zip)
    with duckdb.connect(out) as con:
        for name, (prefix, skip) in FILES.items():
            con.register(name, Stream(read(archive, prefix, skip)))
        con.execute(PRICE)


if __name__ == "__main__":
    main(*sys.argv[1:])
