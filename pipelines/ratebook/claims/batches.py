"""Claim lines in batches that share no claim and no patient, so that memory holds one at a time.

A batch, like a shard, is a remainder of a hash of the patient (of the claim, where no line of it
names one). A file that is small is one batch and is never written to disk.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ratebook.db import quoted
from ratebook.errors import UsageError

LARGEST = 500_000  # lines of a batch: some 1.2 GB while it is priced
BYTES_OF_A_LINE = 120  # of csv, about
FILE = 10_000_000_000  # what the numbers of the next file's lines begin at


@dataclass(frozen=True)
class Part:
    """Which lines: the `number`-th of `of` shards, or all that stand with those of one claim."""

    number: int = 1
    of: int = 1
    claim_id: str = ""


@dataclass(frozen=True)
class LinesFrom:
    """Where lines are: a name for messages, the SQL that reads them, the size if it is csv, and
    the SQL of a line's place: one that needs no other line is found by all processors."""

    name: str
    query: str
    csv_bytes: int = 0
    row: str = "row_number() over ()"


WHOLE = Part()
# What `claim_lines` takes: all columns of the contract, the line's place in its file, by what it is
# parted, and why an edit refuses it (claims/edits.py).
NO_LINES = """
    select null::bigint as line_row, null::ubigint as ratebook_key,
        null::varchar as ratebook_refusal, *
    from internal.claim_contract
"""


def shard(text: str | None) -> Part:
    """`2/8` as a shard; UsageError unless it is a part of a whole."""
    found = re.fullmatch(r"(\d{1,4})/(\d{1,4})", text or "1/1")
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise UsageError(f"--shard takes a part of a whole, as 2/8; not '{text}'.")
    return Part(int(found[1]), int(found[2]))


def lines_about(con: duckdb.DuckDBPyConnection, source: LinesFrom) -> int:
    """How many lines a source has: of csv by its size, without reading it."""
    if source.csv_bytes:
        return source.csv_bytes // BYTES_OF_A_LINE
    (count,) = con.execute(f"select count(*) from {source.query}").fetchone() or (0,)
    return int(count)


def keyed(source: LinesFrom, columns: dict[str, str], number: int, part: Part) -> str:
    """Some lines of a source (the `number`-th), with their place in it, which is the same in each
    shard, and with `ratebook_key`, by which they are parted.

    Where some lines of a claim name the patient and others do not, all follow the one it names.
    """
    own = {name: '"' + header.replace('"', '""') + '"' for name, header in columns.items()}
    taken = ", ".join(f"{header}::varchar as {name}" for name, header in own.items())
    place = f"{source.row} + {number * FILE}"
    lines = f"select {place} as line_row, {taken} from {source.query}"
    patients = "select null::varchar as claim, null::varchar as patient where false"
    if "person_id" in columns:
        claim, patient = (f"{own[name]}::varchar" for name in ("claim_id", "person_id"))
        patients = f"""
            select {claim} as claim, min(nullif(trim({patient}), '')) as patient
            from {source.query} group by claim
        """
    found = f"""
        select l.*, hash(coalesce(p.patient, l.claim_id)) as ratebook_key
        from ({lines}) as l left join ({patients}) as p on l.claim_id is not distinct from p.claim
    """
    if part.claim_id:
        mine = f"select ratebook_key from ({found}) where trim(claim_id) = {quoted(part.claim_id)}"
        return f"select * from ({found}) where ratebook_key in ({mine})"
    return f"select * from ({found}) where ratebook_key % {part.of} = {part.number - 1}"


def take(con: duckdb.DuckDBPyConnection, query: str, folder: Path, count: int) -> int:
    """Put the lines of a query into the temporary table `claims` or, of several batches, into a
    folder, a file for each; how many they are."""
    if count <= 1:
        query = f"insert into claims by name select * from ({query})"
    else:
        query = (
            f"copy (select *, (ratebook_key // 9973 % {count})::integer as batch from ({query})) "
            f"to {quoted(folder.as_posix())} (format parquet, partition_by (batch))"
        )
    (lines,) = con.execute(query).fetchone() or (0,)
    return int(lines)


def each(con: duckdb.DuckDBPyConnection, folder: Path, count: int) -> Iterator[int]:
    """The numbers of the batches that have a line, each when `claims` is a view of it."""
    con.execute("drop table claims")
    for number in range(count):
        files = sorted(folder.glob(f"*/batch={number}/*.parquet"))
        if files:
            named = ", ".join(quoted(path.as_posix()) for path in files)
            con.execute(
                f"create or replace temp view claims as {NO_LINES} union all by name "
                "select * exclude (batch) "
                f"from read_parquet([{named}], union_by_name = true, hive_partitioning = true)"
            )
            yield number
