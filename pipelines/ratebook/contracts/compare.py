"""What a proposal is worth: two sides on the same volumes, by category, by code and in all."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from ratebook.ask.reader import origin
from ratebook.contracts import code_table, sides, standing
from ratebook.contracts.sides import Side
from ratebook.contracts.standing import ServicePlace
from ratebook.db import rows

KINDS = ("modifier", "setting", "zip", "locality")
LINES = """
    create or replace temp table contract_compared as
    select * from internal.contract_compared(
        'contract_volumes', 'contract_first', 'contract_second'
    )
"""
SUMS = """
    count(*) as lines, count(change) as compared, sum(units) filter (change is not null) as units,
    sum(first_total) as first_total, sum(second_total) as second_total, sum(change) as change,
    round(ratio(sum(change), sum(first_total))::decimal(28, 9) * 100, 1)::decimal(16, 1) as percent
"""
CATEGORIES = f"""
    select category, {SUMS} from contract_compared group by category order by change nulls last,
        category
"""
TOTAL = f"select {SUMS} from contract_compared"
CODES = """
    select hcpcs, modifiers, setting, sum(units) as units, any_value(first_amount) as first_amount,
        any_value(second_amount) as second_amount, sum(change) as change
    from contract_compared where change <> 0 group by hcpcs, modifiers, setting
    order by abs(sum(change)) desc, hcpcs, modifiers, setting
"""
REASONS = """
    select line, hcpcs, modifiers, setting, units, reason from contract_compared
    where change is null order by line
"""


def compare(
    con: duckdb.DuckDBPyConnection,
    first: Side,
    second: Side,
    weights: Path,
    spot: ServicePlace,
    on: date,
) -> dict[str, Any]:
    """What the second side pays more or less than the first for the volumes of a table.

    UsageError where a row of the table cannot be read; one that a side does not price is listed
    with its reason and is in no sum.
    """
    volumes = code_table.read(weights, "units", KINDS)
    standing.put(con, volumes, spot, on, ("office",))
    held = [sides.as_of(side, on) for side in (first, second)]
    for (side, _), table in zip(held, ("contract_first", "contract_second"), strict=True):
        sides.price(con, side, table)
    con.execute(LINES)
    return {
        "first": first.name, "second": second.name, "on": on, "origin": origin(con),
        "notes": [note for _, note in held if note],
        "total": rows(con, TOTAL)[0], "categories": rows(con, CATEGORIES),
        "codes": rows(con, CODES), "not_compared": rows(con, REASONS),
        "lines": rows(con, "from contract_compared order by line"),
    }  # fmt: skip
