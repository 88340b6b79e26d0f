"""The summary of repriced claims in sentences, for the terminal, the workbook and the page."""

from decimal import Decimal
from typing import Any

# What the payer says of a line, and the column that says how far it is from Medicare's.
COLUMNS = {
    "allowed_amount": "allowed",
    "paid_amount": "paid by the payer",
    "coinsurance and deductible": "owed by the patient",
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
    return said + [
        f"Against {row['column']} on {row['compared']:,} lines: {row['lines_short']:,} short by "
        f"{dollars(row['short'])}, {row['lines_over']:,} over by {dollars(row['over'])}."
        for row in found["columns"] if row["compared"]
    ]  # fmt: skip
