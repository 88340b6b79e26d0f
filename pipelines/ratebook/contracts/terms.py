"""A term of a contract: what it pays for which services of a payer, and when."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

OPEN = date(9999, 12, 31)  # the last day of a term that has no end


@dataclass(frozen=True)
class Term:
    """One row of a contract. A percent of Medicare's amount, or a rate of a unit in dollars; which
    codes, category and setting it is for (None: all); and what limits the amount."""

    payer: str
    where: str  # for messages: file, payer and term, or file and line
    first_day: date
    last_day: date = OPEN
    percent: Decimal | None = None
    rate: Decimal | None = None
    modifier: str | None = None  # of a rate; '' is a line without one
    first_code: str | None = None
    last_code: str | None = None
    category: str | None = None
    setting: str | None = None
    medicare: date | str | None = None  # a day or release of Medicare's; None: the line's day
    floor: Decimal | None = None  # percent of Medicare on the line's day
    lesser_of_charge: bool = False
    percent_of_charge: Decimal | None = None  # where Medicare has no amount

    @property
    def selects(self) -> tuple[str | None, ...]:
        """What the term is for: two of one payer with the same may not hold on one day."""
        kind = "rate" if self.rate is not None else "percent"
        return (self.payer, kind, self.first_code, self.last_code, self.modifier, self.category,
                self.setting)  # fmt: skip

    @property
    def services(self) -> str:
        """What it is for, in words."""
        if self.first_code:
            codes = [self.first_code, self.last_code if self.last_code != self.first_code else ""]
            words = "-".join(filter(None, [*codes, self.modifier]))
        else:
            words = self.category or "every code"
        return f"{words} ({self.setting})" if self.setting else words

    @property
    def says(self) -> str:
        """What it is for and what it pays, in words: of a priced line's `contract_term`."""
        if self.rate is not None:
            return f"{self.services}: ${self.rate:,.{max(2, _places(self.rate))}f} a unit"
        on = f" on {self.medicare}" if self.medicare else ""
        return f"{self.services}: {plain(self.percent)} percent of Medicare{on}"

    @property
    def says_of_charge(self) -> str:
        """What it pays where Medicare has no amount."""
        return f"{self.services}: {plain(self.percent_of_charge)} percent of the charge"


def plain(number: Decimal | None) -> str:
    """A number without zeros at its end: 120, 87.5."""
    return f"{(number or Decimal(0)).normalize():f}"


def _places(number: Decimal) -> int:
    return len(plain(number).partition(".")[2])
