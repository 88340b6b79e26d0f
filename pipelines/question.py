"""A question: a code, a place, a date of service, and which conversion factor."""

from dataclasses import dataclass
from datetime import date

from pipelines.errors import UsageError


@dataclass(frozen=True)
class Question:
    """A code, a place and a date of service."""

    hcpcs: str
    modifier: str
    mac: str
    locality: str
    on: date
    qp: bool = False

    @property
    def code(self) -> str:
        """The code as a person writes it: 70450-26."""
        return f"{self.hcpcs}-{self.modifier}" if self.modifier else self.hcpcs


def require_code(text: str) -> tuple[str, str]:
    """hcpcs and modifier of `20560`, `70450-26` or `g0463`."""
    code, _, modifier = text.upper().partition("-")
    if len(code) != 5 or not code.isalnum() or (modifier and len(modifier) != 2):
        raise UsageError(
            f"'{text}' is not a valid code: five letters or digits, as in 20560 or 70450-26."
        )
    return code, modifier
