"""What NCCI says of codes billed on one day: the edit of each pair, or the pairs and the limits of
one code."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import Any

import duckdb

from ratebook.ask.reader import origin
from ratebook.db import Row, rows

PAIR = "select * from edits(?, ?, ?) where kind = ?"
COUNTS = "select * from edit_counts(?, ?)"
# Of each pair of a code the other one, and which of both is paid.
PAIRS = """
    select
        case when column1 = $code then column1 else column2 end as code,
        case when column1 = $code then column2 else column1 end as beside,
        column1 = $code as is_paid, modifier_indicator, effective_from, effective_through, rationale
    from ptp_edits
    where kind = $kind and (column1 = $code or column2 = $code) and modifier_indicator <> 9
        and effective_from <= $on and (effective_through is null or effective_through >= $on)
    order by is_paid desc, modifier_indicator, beside
"""
LIMITS = "select * from unit_limits(?, ?)"


def of(
    con: duckdb.DuckDBPyConnection, codes: Sequence[str], on: date, kind: str = "practitioner"
) -> dict[str, Any]:
    """Of one code its pairs and limits, of more the edit of each two."""
    each = list(dict.fromkeys(codes))
    return of_code(con, each[0], on) if len(each) == 1 else of_pairs(con, each, on, kind)


def of_pairs(
    con: duckdb.DuckDBPyConnection, codes: Sequence[str], on: date, kind: str
) -> dict[str, Any]:
    """The edit of each two of some codes on a day; `kind`: practitioner or hospital.

    A pair without an edit has its `reason`; where that is a quarter that is not loaded, it is
    in `warnings` too.
    """
    found = [
        {"codes": list(pair), **row}
        for pair in combinations(dict.fromkeys(codes), 2)
        for row in rows(con, PAIR, [*pair, on, kind])
    ]
    return _answer(con, codes, on, {"kind": kind, "pairs": found}, found)


def of_code(con: duckdb.DuckDBPyConnection, code: str, on: date) -> dict[str, Any]:
    """How many pairs a code is in on a day, and the most units of it, of each kind of claim."""
    counts, limits = rows(con, COUNTS, [code, on]), rows(con, LIMITS, [code, on])
    return _answer(con, [code], on, {"pairs": counts, "limits": limits}, [*counts, *limits])


def listed(
    con: duckdb.DuckDBPyConnection, code: str, on: date, kind: str = "practitioner"
) -> list[Row]:
    """Every pair of a code on a day: the code beside it, which of both is paid, the indicator. None
    where the quarter of the day is not loaded (`of_code` says so)."""
    return rows(con, PAIRS, {"code": code, "on": on, "kind": kind})


def _answer(
    con: duckdb.DuckDBPyConnection, codes: Sequence[str], on: date, found: dict[str, Any],
    said: list[dict[str, Any]],
) -> dict[str, Any]:  # fmt: skip
    unloaded = [
        f"{row['reason']} (`ratebook refresh {_release(row, on)}`)"
        for row in said if "not loaded" in (row["reason"] or "")
    ]  # fmt: skip
    return {
        "codes": list(codes), "on": on, **found, "warnings": list(dict.fromkeys(unloaded)),
        "origin": origin(con),
    }  # fmt: skip


def _release(row: dict[str, Any], on: date) -> str:
    """The release of CMS's that has the edits or limits of a kind on a day."""
    kind = "DME" if row["kind"] == "supplier" else row["kind"].upper()
    table = "MUE" if "mue_value" in row else "PTP"
    return f"{table}-{kind}-{on.year}-{(on.month - 1) // 3 * 3 + 1:02d}"
