"""A fee schedule of one's own as percents of Medicare, the codes under 100 percent first."""

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
    create or replace temp table contract_percents as
    select * from internal.fees_compared('contract_volumes', 'contract_medicare_amounts')
"""
SUMS = """
    count(percent) as codes, count(*) filter (percent < 100) as under_100,
    min(percent) as lowest, max(percent) as highest,
    round(ratio(sum(fee) filter (percent is not null), sum(medicare) filter (percent is not null))
        ::decimal(28, 9) * 100, 1)::decimal(16, 1) as percent
"""
SETTINGS = f"""
    select setting, {SUMS} from contract_percents group by setting having count(percent) > 0
    order by percent, setting
"""
CATEGORIES = f"""
    select category, setting, {SUMS} from contract_percents group by category, setting
    having count(percent) > 0 order by percent, category, setting
"""
CODES = """
    select hcpcs, modifiers, setting, category, fee, medicare, percent, difference, line
    from contract_percents where percent is not null
    order by percent, hcpcs, modifiers, setting, line
"""
REASONS = """
    select line, hcpcs, modifiers, setting, fee, reason from contract_percents
    where percent is null order by line, setting
"""


def percents(
    con: duckdb.DuckDBPyConnection, fees: Path, spot: ServicePlace, on: date
) -> dict[str, Any]:
    """Each fee beside Medicare's amount of the place and day, by code, category and setting.

    A fee without a setting is compared in the office and in a facility. UsageError where a row
    cannot be read; one that Medicare does not price is listed with its reason.
    """
    standing.put(con, code_table.read(fees, "fee", KINDS), spot, on, ("office", "facility"))
    sides.price(con, Side(), "contract_medicare_amounts")
    con.execute(LINES)
    return {
        "fees": str(fees), "on": on, "origin": origin(con), "settings": rows(con, SETTINGS),
        "categories": rows(con, CATEGORIES), "codes": rows(con, CODES),
        "without_medicare": rows(con, REASONS),
    }  # fmt: skip
