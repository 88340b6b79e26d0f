"""What lines priced by a contract come to, by payer: due, allowed, short. No claim is named."""

from typing import Any

import duckdb

from ratebook.claims.sentences import dollars
from ratebook.db import Row, rows

NOBODY = "no payer of the contract"
PAYERS = """
    select coalesce(contract_payer, ?) as payer, count(*) as lines,
        count(contract_allowed) as with_amount, sum(contract_allowed) as due,
        count(contract_short) as compared,
        sum(contract_allowed) filter (contract_short is not null) as due_of_compared,
        sum(allowed_amount) filter (contract_short is not null) as allowed,
        count(*) filter (contract_short > 0) as lines_short,
        sum(contract_short) filter (contract_short > 0) as short,
        count(*) filter (contract_short < 0) as lines_over,
        -sum(contract_short) filter (contract_short < 0) as over
    from priced group by contract_payer order by contract_payer is null, contract_payer
"""
TERMS = """
    select contract_payer as payer, contract_term as term, count(*) as lines,
        sum(contract_allowed) as due, sum(contract_short) filter (contract_short > 0) as short
    from priced where contract_term is not null
    group by all order by contract_payer, short desc nulls last, due desc, term
"""
SHORT = """
    select contract_payer as payer, hcpcs_code, count(*) as lines, sum(contract_short) as short
    from priced where contract_short > 0 group by contract_payer, hcpcs_code
    qualify row_number() over (
        partition by contract_payer order by sum(contract_short) desc, hcpcs_code
    ) <= 20
    order by payer, short desc, hcpcs_code
"""
REASONS = """
    select coalesce(contract_payer, ?) as payer, contract_reason as reason, count(*) as lines,
        sum(charge_amount) as charges
    from priced where contract_allowed is null
    group by contract_payer, contract_reason
    order by contract_payer is null, contract_payer, lines desc, reason
"""


def summary(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What the table `priced` comes to by the contract: sums by payer, term, code and reason."""
    payers = rows(con, PAYERS, [NOBODY])
    return {
        "payers": payers, "terms": rows(con, TERMS), "codes": rows(con, SHORT),
        "reasons": rows(con, REASONS, [NOBODY]), "says": [_says(row) for row in payers],
    }  # fmt: skip


def _says(row: Row) -> str:
    said = f"{row['payer']}: {row['lines']:,} line{'s' if row['lines'] != 1 else ''}"
    if not row["with_amount"]:
        return f"{said}, none with an amount."
    said += f", {row['with_amount']:,} with an amount, due {dollars(row['due'])}."
    if not row["compared"]:
        return said
    return (
        f"{said} Of {row['compared']:,} with an allowed_amount, {dollars(row['due_of_compared'])} "
        f"was due and {dollars(row['allowed'])} allowed: {row['lines_short']:,} short "
        f"by {dollars(row['short'])}, {row['lines_over']:,} over by {dollars(row['over'])}."
    )
