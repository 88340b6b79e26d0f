"""Lines of claims priced by the macro `repriced`, and summed up."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from ratebook import progress
from ratebook.claims import batches, claim_file, edits
from ratebook.claims.batches import Part
from ratebook.claims.edits import Lines, by_medicare
from ratebook.db import Row, quoted, row, rows
from ratebook.errors import DataError

MEMORY = "1500MB"  # of DuckDB: what is more goes to disk, into the private folder
# Lines stand left of what is looked up for them: DuckDB, which cannot know how many there are,
# would make tables of hashes of the lines, with all their columns.
AS_WRITTEN = "set disabled_optimizers = 'projection_placement,build_side_probe_side'"
EACH_ONCE = "select count(*), count(distinct line_row) from priced"
TOTALS = """
    select count(*) as lines, count(priced_allowed) as priced,
        count(*) - count(priced_allowed) as without_amount,
        sum(priced_allowed) as priced_allowed, sum(priced_medicare) as priced_medicare,
        sum(priced_patient) as priced_patient, sum(priced_sequestration) as priced_sequestration,
        count(*) filter (priced_allowed is not null and priced_patient is null) as without_share,
        sum(priced_allowed) filter (priced_patient is null) as allowed_without_share,
        sum(charge_amount) filter (priced_allowed is null) as charges_without_amount
    from priced
"""
# The payer's figures, and how far each is from Medicare's.
DIFFERENCES = """
    select unnest([
            'allowed_amount', 'paid_amount', 'coinsurance and deductible', 'sequestration_amount'
        ]) as "column",
        unnest([
            underpaid, medicare_underpaid, patient_underpaid, sequestration_difference
        ]) as difference, hcpcs_code
    from priced
"""
SUMS = f"""
    select "column", count(difference) as compared,
        count(*) filter (difference > 0) as lines_short,
        sum(difference) filter (difference > 0) as short,
        count(*) filter (difference < 0) as lines_over,
        -sum(difference) filter (difference < 0) as over
    from ({DIFFERENCES}) group by "column" order by "column"
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
    select flag, count(*) as lines
    from (select unnest(flags) as flag from priced where priced_allowed is not null)
    group by flag order by lines desc, flag
"""
# What NCCI says: each line once in the sums, and once for each of its edits.
REFUSED = """
    select count(*) filter (edits[1].refuses) as lines_refused,
        sum(priced_allowed) filter (edits[1].refuses) as allowed_refused,
        count(*) filter (not edits[1].refuses) as lines_told
    from priced where len(edits) > 0
"""
EDITS = """
    with each as (
        select hcpcs_code, priced_allowed, line_row, unnest(edits) as e from priced
    )
    select e.edit, hcpcs_code, e.beside, e.indicator, e.refuses,
        count(*) as lines, sum(priced_allowed) as priced_allowed
    from each group by all
    order by lines desc, e.edit, hcpcs_code, e.beside, e.refuses limit 20
"""
UNCHECKED = """
    select edits_unchecked as unchecked, count(*) as lines from priced
    where edits_unchecked is not null group by all order by all
"""
CODES = f"""
    select "column", hcpcs_code, count(*) as lines, sum(difference) as difference
    from ({DIFFERENCES}) where difference <> 0 group by "column", hcpcs_code
    qualify row_number() over (
        partition by "column" order by abs(sum(difference)) desc, hcpcs_code
    ) <= 20
    order by "column", abs(sum(difference)) desc, hcpcs_code
"""


def priced(
    con: duckdb.DuckDBPyConnection, where: str, table: str, mapped: dict[str, str], folder: Path,
    part: Part = batches.WHOLE, how: str = "flag", lines: Lines = by_medicare,
    remit: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Price the lines of a file as the temporary table or view `priced`; the summary of it.

    `folder`: a private one, for the batches of very many lines. `how`: what edits do (edits.HOW).
    `lines`: what prices a batch.
    Lines in are lines out: DataError if one were lost.
    """
    con.execute(f"set temp_directory = {quoted((folder / 'spilled').as_posix())}")
    con.execute(f"set memory_limit = '{MEMORY}'")
    con.execute(AS_WRITTEN)
    with progress.watching("reading"):
        found = claim_file.read(con, where, table, mapped, folder, part, remit)
    if found.batches <= 1:
        with progress.watching("pricing"):
            edits.price(con, "claims", "priced", how, lines)
    else:
        _in_batches(con, folder, found.batches, partial(edits.price, how=how, lines=lines))
    require_all(where, found.lines, con.execute(EACH_ONCE).fetchone())
    return summary(con) | {"rows_unread": found.unread}


def require_all(where: str, lines: int, counted: Sequence[Any] | None) -> None:
    """DataError unless what EACH_ONCE counted is each of so many lines, once."""
    if counted is None or tuple(counted) != (lines, lines):
        raise DataError(f"{where}: lines were lost or doubled in pricing. Nothing was written.")


def _in_batches(
    con: duckdb.DuckDBPyConnection, folder: Path, count: int, price: Callable[..., None]
) -> None:
    """Price batch after batch into files; `priced` is a view of them all."""
    (folder / "priced").mkdir()
    numbers = batches.each(con, folder, count)
    for number in progress.steps(numbers, "pricing", lambda n: f"batch {n + 1} of {count}"):
        target = quoted((folder / "priced" / f"{number}.parquet").as_posix())
        price(con, "claims", "priced_batch")
        con.execute(f"copy priced_batch to {target} (format parquet)")
    made = quoted((folder / "priced" / "*.parquet").as_posix())
    con.execute(f"create or replace temp view priced as select * from read_parquet({made})")


def summary(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What the table `priced` comes to: sums, and lines by setting, reason, flag and code. No claim
    and no person is named in it."""
    totals: Row = row(con, TOTALS) or {}
    return {
        **totals, **(row(con, REFUSED) or {}),
        "columns": rows(con, SUMS), "settings": rows(con, SETTINGS),
        "reasons": rows(con, REASONS), "flags": rows(con, FLAGS), "codes": rows(con, CODES),
        "edits": rows(con, EDITS), "edits_unchecked": rows(con, UNCHECKED),
    }  # fmt: skip


def line(con: duckdb.DuckDBPyConnection, claim_id: str, number: str) -> Row | None:
    """One line of the table `priced`."""
    query = "select * from priced where claim_id = ? and claim_line_number = ? order by line_row"
    return row(con, query, [claim_id, number])
