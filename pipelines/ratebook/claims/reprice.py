"""Lines of claims priced by the macro `repriced`, written to a file, and summed up."""

from pathlib import Path
from typing import Any

import duckdb

from ratebook import atomic, progress
from ratebook.claims import claim_file
from ratebook.db import Row, quoted, row, rows
from ratebook.errors import DataError, UsageError

FORMATS = {".csv": "csv, header", ".parquet": "parquet"}
PRICED = "create or replace temp table priced as select * from repriced('claims')"
TEXT = """
    select * replace (
        array_to_string(
            list_transform(steps, lambda s: s.rule || ' ' || s.amount::decimal(18, 2)), '; '
        ) as steps,
        array_to_string(flags, '; ') as flags
    )
    from priced order by line_row
"""
TOTALS = """
    select count(*) as lines, count(priced_allowed) as priced,
        count(*) - count(priced_allowed) as without_amount,
        sum(priced_allowed) as priced_allowed, sum(priced_medicare) as priced_medicare,
        sum(priced_patient) as priced_patient, sum(priced_sequestration) as priced_sequestration,
        count(underpaid) as compared, sum(underpaid) as underpaid,
        count(*) filter (underpaid > 0) as lines_underpaid,
        sum(underpaid) filter (underpaid > 0) as underpaid_sum,
        count(*) filter (underpaid < 0) as lines_overpaid,
        sum(underpaid) filter (underpaid < 0) as overpaid_sum,
        sum(charge_amount) filter (priced_allowed is null) as charges_without_amount
    from priced
"""
SETTINGS = """
    select coalesce(setting, 'unknown') as setting, count(*) as lines,
        count(priced_allowed) as priced, sum(priced_allowed) as priced_allowed
    from priced group by all order by all
"""
REASONS = """
    select reason, count(*) as lines, sum(charge_amount) as charges
    from priced where priced_allowed is null group by reason order by lines desc, reason
"""
FLAGS = """
    select flag, count(*) as lines from (select unnest(flags) as flag from priced)
    group by flag order by lines desc, flag
"""
CODES = """
    select hcpcs_code, count(*) as lines, sum(underpaid) as underpaid
    from priced where underpaid <> 0 group by hcpcs_code
    order by abs(sum(underpaid)) desc, hcpcs_code limit 20
"""


def priced(
    con: duckdb.DuckDBPyConnection, where: str, table: str, mapped: dict[str, str]
) -> dict[str, Any]:
    """Price every line of a file into the temporary table `priced`; the summary of it.

    Lines in are lines out: DataError if one were lost.
    """
    unread = claim_file.read(con, where, table, mapped)
    with progress.watching("pricing"):
        con.execute(PRICED)
    (given,) = rows(con, "select count(*) as lines, count(distinct line_row) as each from priced")
    taken = row(con, "select count(*) as lines from claims")
    if not taken or given["lines"] != taken["lines"] or given["each"] != taken["lines"]:
        raise DataError(f"{where}: lines were lost or doubled in pricing. Nothing was written.")
    return summary(con) | {"rows_unread": unread}


def summary(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What the table `priced` comes to: sums, and lines by setting, reason, flag and code. No claim
    and no person is named in it."""
    totals: Row = row(con, TOTALS) or {}
    return {
        **totals, "settings": rows(con, SETTINGS), "reasons": rows(con, REASONS),
        "flags": rows(con, FLAGS), "codes": rows(con, CODES),
    }  # fmt: skip


def write(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The table `priced` as csv (steps and flags in words) or parquet (as lists), whole or not."""
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise UsageError(f"{path}: --to takes a name that ends in {' or '.join(FORMATS)}.")
    query = TEXT if ending == ".csv" else "select * from priced order by line_row"
    with atomic.whole(path) as making:
        target = quoted(making.as_posix())
        con.execute(f"copy ({query}) to {target} (format {FORMATS[ending]})")


def line(con: duckdb.DuckDBPyConnection, claim_id: str, number: str) -> Row | None:
    """One line of the table `priced`."""
    query = "select * from priced where claim_id = ? and claim_line_number = ? order by line_row"
    return row(con, query, [claim_id, number])
