"""What a code's modifiers and edits look like in the API; amounts are decimals as text."""

from datetime import date
from typing import Any

from ratebook.serve.schema import Amount, Document


class ModifiedAmount(Document):
    """One line of a code in a setting, without and with a modifier."""

    modifier: str
    name: str | None
    setting: str
    amount_without: Amount
    amount: Amount
    patient: Amount
    says: str
    reason: str | None


class ModifiersAnswer(Document):
    """What modifiers do to a code; NCCI's pairs and unit limits."""

    code: str
    on: date
    modifiers: list[ModifiedAmount]
    edits: dict[str, Any]
    pairs: list[dict[str, Any]]
    beside: list[dict[str, Any]]
    unknown: list[str]
