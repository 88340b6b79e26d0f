"""The values of a contract file, each read with where it stands."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ratebook.errors import UsageError

# Contracts pay some 50 to 400 percent of Medicare. 1.2 is a factor that was meant as 120.
LEAST, MOST = 10, 1000
YEARS = range(1992, 2100)
CODE = re.compile(r"[0-9A-Z]\d{3}[0-9A-Z]")


def percent(value: Any, where: str, least: int = LEAST, most: int = MOST) -> Decimal:
    """A percent from 10 to 1,000: 120 or 87.5, at most four decimals."""
    number = Decimal(value) if isinstance(value, int | Decimal) else None
    if isinstance(value, bool) or number is None or not number.is_finite():
        raise UsageError(f"{where} takes a number without quotes, as in 120 or 87.5.")
    if not least <= number <= most:
        factor = " 1.2 times is 120." if 0 < number < least else ""
        raise UsageError(f"{where} = {value} is not from {least:,} to {most:,} percent.{factor}")
    if number != round(number, 4):
        raise UsageError(f"{where} = {value} has more than four decimals.")
    return number


def of_charge(value: Any, where: str) -> Decimal:
    """A percent of the charge, 1 to 100."""
    return percent(value, where, 1, 100)


def yes(value: Any, where: str) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise UsageError(f"{where} takes true or false, without quotes.")
    return value


def day(value: Any, where: str) -> date:
    """A day without quotes, as TOML has it."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise UsageError(f"{where} takes a day without quotes, as in 2026-01-01.")
    return value


def medicare(value: Any, where: str) -> date | str | None:
    """Which rates: of a day, of a year (those of its 1 January), of a release, by its name; or
    `current`, those of the claim's own day (None)."""
    if value == "current":
        return None
    if isinstance(value, int) and not isinstance(value, bool) and value in YEARS:
        return date(value, 1, 1)
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9-]{4,20}", value):
        return value.upper()
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise UsageError(
        f'{where} takes a day (2024-07-01), a year (2024), a release ("RVU24C") or "current".'
    )


def words(value: Any, where: str) -> list[str]:
    """A text, or a list of texts."""
    found = value if isinstance(value, list) else [value]
    if not found or not all(isinstance(one, str) and one.strip() for one in found):
        raise UsageError(f"{where} takes a text in quotes, or a list of them.")
    return [" ".join(one.split()) for one in found]


def codes(value: Any, where: str) -> list[tuple[str, str]]:
    """Codes and ranges of them as first and last: "45385", "45378-45398"."""
    return [_range(text.upper(), where) for text in words(value, where)]


def _range(text: str, where: str) -> tuple[str, str]:
    first, dash, last = (part.strip() for part in text.partition("-"))
    if not CODE.fullmatch(first) or not CODE.fullmatch(last or first):
        raise UsageError(f"{where}: '{text}' is not a code (45385) or a range (45378-45398); a "
                         "rate of a modifier stands in a csv (rates).")  # fmt: skip
    if dash and last < first:
        raise UsageError(f"{where}: the range {text} ends before it begins.")
    return first, last or first
