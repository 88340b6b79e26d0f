"""A question: a code, a place, a date of service, which conversion factor, and the patient."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ratebook.ask.place import Place
from ratebook.errors import UsageError


@dataclass(frozen=True)
class Question:
    """A code, a place and a date of service; what is left of the patient's deductible, dollars, and
    whether a colorectal screening turned into a treatment (PT); the minutes of anesthesia."""

    hcpcs: str
    modifier: str
    place: Place
    on: date
    qp: bool = False
    deductible: Decimal = Decimal(0)
    pt: bool = False
    minutes: int | None = None

    @property
    def mac(self) -> str:
        """The MAC of the place."""
        return self.place.mac

    @property
    def locality(self) -> str:
        """The locality of the place."""
        return self.place.locality

    @property
    def code(self) -> str:
        """The code as a person writes it: 70450-26."""
        return f"{self.hcpcs}-{self.modifier}" if self.modifier else self.hcpcs


MODIFIERS = r"([^-]{2}(-[^-]{2}){0,2})?"
# What comes along when a code is pasted: marks that no one sees, and hyphens of a text program.
PASTED = str.maketrans(
    dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\xad") | dict.fromkeys("\u2010\u2011\u2013", "-")
)


def plain(text: str) -> str:
    """A code as it was meant: without invisible marks, its hyphen the one of a keyboard."""
    return text.translate(PASTED).strip()


def require_code(text: str) -> tuple[str, str]:
    """hcpcs and modifier of `20560`, `70450-26`, `g0463`; of equipment up to three, as in
    `E1390-RR-QB`."""
    code, _, modifier = plain(text).upper().partition("-")
    known = len(code) == 5 and code.isascii() and code.isalnum() and not code.isalpha()
    if not known or not re.fullmatch(MODIFIERS, modifier):
        raise UsageError(
            f"'{text}' is not a valid code: five letters or digits, as in 20560 or 70450-26."
        )
    return code, modifier
