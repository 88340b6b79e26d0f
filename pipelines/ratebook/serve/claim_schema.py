"""What repriced claim lines look like in the API; amounts are decimals as text."""

from datetime import date

from ratebook.serve.schema import Amount, Document


class AppliedRule(Document):
    """A rule that was applied to a claim line, and the amount after it."""

    rule: str
    factor: Amount
    amount: Amount


class NcciEdit(Document):
    """What NCCI says of a claim line; refuses: no modifier that is on the claim lifts it."""

    edit: str
    refuses: bool
    beside: str | None
    indicator: int
    effective_from: date
    effective_through: date | None
    says: str


class RepricedLine(Document):
    """A claim line with what Medicare would have allowed; reason says why it has no amount."""

    claim_id: str | None
    claim_line_number: str | None
    hcpcs_code: str | None
    priced_allowed: Amount
    priced_medicare: Amount
    priced_patient: Amount
    underpaid: Amount
    release: str | None
    schedule: str | None
    basis: str | None
    steps: list[AppliedRule] | None
    reason: str | None
    flags: list[str]
    edits: list[NcciEdit]
    edits_unchecked: str | None


class RepricedLines(Document):
    """The lines that were sent, in their order."""

    lines: list[RepricedLine]
