"""What a request asks: its parameters, bounded, as a question."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Path, Query
from starlette.requests import Request

from ratebook import clock
from ratebook.ask import place
from ratebook.ask.question import Question, require_code
from ratebook.errors import UsageError
from ratebook.serve.answers import PageQuestion

KNOWN = ("code", "q", "locality", "zip", "on", "qp", "changes", "compare")
MOST = 20  # codes on a page that compares
Code = Annotated[str, Path(max_length=8, examples=["20560"], description=(
    "Five letters or digits, with a modifier if it has one: 20560, 70450-26"))]  # fmt: skip
Codes = Annotated[list[str], Query(max_length=MOST, description="Up to 20 codes")]
Locality = Annotated[str, Query(max_length=16, examples=["10112-00"], description=(
    "MAC and number, or national (the default)"))]  # fmt: skip
Zip = Annotated[str, Query(max_length=5, alias="zip", examples=["35203"], description=(
    "Five-digit ZIP code of the place of service; it takes precedence over locality"))]  # fmt: skip
Day = Annotated[str, Query(max_length=10, examples=["2026-08-01"], description=(
    "Date of service; default: today"))]  # fmt: skip
Qp = Annotated[bool, Query(description="Use the conversion factor for qualifying APM participants")]


@dataclass(frozen=True)
class Place:
    """Where, when and with which factor: what a page asks beside its codes."""

    locality: str
    zip_code: str
    on: date
    qp: bool


async def place_of(
    request: Request, locality: Locality = "", zip_code: Zip = "", on: Day = "", qp: Qp = False
) -> Place:
    """The place, day and factor of a request; UsageError if they are no such things."""
    require_known(request)
    return Place(locality.strip(), zip_code.strip(), day(on), qp)


def require_known(request: Request) -> None:
    """UsageError for a parameter that no one reads: misspelt, it would answer something else."""
    if unknown := sorted(set(request.query_params) - set(KNOWN)):
        raise UsageError(f"Unknown parameter '{unknown[0]}'. Parameters: {', '.join(KNOWN)}.")


def day(text: str) -> date:
    """The day of a parameter, today where it is empty."""
    if not text.strip():
        return clock.today()
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip(), re.ASCII):
            raise ValueError
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"'{text}' is not a valid date: write it as 2026-08-01.") from None


def asked(code: str, where: Place) -> PageQuestion:
    """The question about one code; UsageError if the code or the place is none."""
    hcpcs, modifier = require_code(code.strip())
    if not (hcpcs + modifier).isascii():
        raise UsageError(f"'{code}' is not a valid code: five letters or digits, as in 20560.")
    if where.zip_code and not re.fullmatch(r"\d{5}", where.zip_code, re.ASCII):
        raise UsageError(f"'{where.zip_code}' is not a valid ZIP code: five digits.")
    mac, locality = place.locality_key(
        "national" if where.zip_code or not where.locality else where.locality
    )
    return PageQuestion(
        Question(hcpcs, modifier, mac, locality, where.on, where.qp), where.zip_code
    )
