"""The summary of repriced claims in sentences, for the terminal, the workbook and the page."""

from decimal import Decimal
from typing import Any

# What the payer says of a line, and the column that says how far it is from Medicare's.
COLUMNS = {
    "allowed_amount": "allowed",
    "paid_amount": "paid by the payer",
    "coinsurance and deductible": "owed by the patient",
    "sequestration_amount": "taken off as sequestration",
}


def dollars(amount: Decimal | None) -> str:
    """As in -$1,234.50."""
    sign = "-" if amount and amount < 0 else ""
    return f"{sign}${abs(amount or 0):,.2f}"


def sentences(found: dict[str, Any]) -> list[str]:
    """How many lines, what Medicare would have allowed, and how the payer's figures compare."""
    said = [
        f"{found['lines']:,} lines, {found['priced']:,} with an amount, "
        f"{found['without_amount']:,} without",
        f"Medicare would have allowed {dollars(found['priced_allowed'])}: its part "
        f"{dollars(found['priced_medicare'])}, the patients' {dollars(found['priced_patient'])}.",
    ]
    if found["without_share"]:
        said.append(f"Of {found['without_share']:,} lines the patient's part is not known: their "
                    f"{dollars(found['allowed_without_share'])} are in neither part.")  # fmt: skip
    if found["lines_refused"]:
        priced = found["allowed_refused"]
        here = f", which are priced here with {dollars(priced)}" if priced else ""
        said.append(f"NCCI refuses {found['lines_refused']:,} lines{here}.")
    if found["edits_unchecked"]:
        said.append(_unchecked(found["edits_unchecked"]))
    return said + _compared(found)


def edit(one: dict[str, Any]) -> str:
    """An edit and the codes that it is about, as in `pair, 45380 beside 45385, indicator 1`."""
    beside = f" beside {one['beside']}" if one["beside"] else ""
    word = {"pair": "indicator", "units": "MAI", "add-on": "type"}[one["edit"]]
    lifted = "" if one["refuses"] else "; not refused"
    return f"{one['edit']}, {one['hcpcs_code']}{beside}, {word} {one['indicator']}{lifted}"


def _unchecked(rows: list[dict[str, Any]]) -> str:
    lines = sum(row["lines"] for row in rows)
    first, *more = (row["unchecked"] for row in rows)
    return f"NCCI's edits were not all looked at on {lines:,} lines: {first}" + (
        f", and {len(more)} more." if more else "."
    )


def _compared(found: dict[str, Any]) -> list[str]:
    return [
        f"Against {row['column']} on {row['compared']:,} lines: {row['lines_short']:,} short by "
        f"{dollars(row['short'])}, {row['lines_over']:,} over by {dollars(row['over'])}."
        for row in found["columns"] if row["compared"]
    ]  # fmt: skip
