"""Lines of claims with what the contract of their payer allows beside Medicare."""

from datetime import date

import duckdb

from ratebook.claims.edits import by_medicare
from ratebook.db import quoted, rows

TABLES = """
    create or replace temp table contract_priced as {priced};
    create or replace temp table contract_chosen as
    select * from internal.contract_choices('ratebook_lines', 'contract_payers', 'contract_terms');
    create or replace temp table contract_pinned (
        line_row bigint, pinned_on date, amount decimal(14, 2), reason varchar
    )
"""
DAYS = """
    select distinct medicare_on as day from contract_chosen
    where medicare_on is not null order by day
"""
OF_DAY = """
    create or replace temp table contract_claims as
    select * from internal.contract_claims({claims}, 'contract_chosen', {day})
"""
PINNED = """
    insert into contract_pinned
    select line_row, {day}::date, internal.before_charge(steps, priced_allowed), reason
    from ({priced})
"""
AMOUNTS = """
    select * from internal.contract_amounts(
        'contract_priced', 'contract_chosen', 'contract_terms', 'contract_pinned'
    )
"""


def lines(con: duckdb.DuckDBPyConnection, claims: str) -> str:
    """The SQL of the priced lines of a table, with the columns of the contract handed over.

    Each day that a term is pinned to prices the lines of its payers once more, by that day's rules.
    """
    con.execute(TABLES.format(priced=by_medicare(con, claims)))
    for row in rows(con, DAYS):
        _price(con, claims, row["day"])
    return AMOUNTS


def _price(con: duckdb.DuckDBPyConnection, claims: str, day: date) -> None:
    pinned = quoted(day.isoformat())
    con.execute(OF_DAY.format(claims=quoted(claims), day=pinned))
    con.execute(PINNED.format(priced=by_medicare(con, "contract_claims"), day=pinned))
