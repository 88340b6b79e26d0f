"""What a request asks: its parameters, bounded, as a question."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from fastapi import Path, Query
from starlette.requests import Request

from ratebook import clock
from ratebook.ask import place, where
from ratebook.ask.question import Question, require_code
from ratebook.ask.where import Where
from ratebook.errors import UsageError
from ratebook.serve.answers import PageQuestion
from ratebook.serve.html import MOST

KNOWN = (
    "code", "q", "prices", "place", "locality", "zip", "county", "state", "cbsa", "ccn",
    "wage_index", "on", "qp", "deductible_left", "pt", "changes", "compare", "with", "modifier",
)  # fmt: skip
Code = Annotated[str, Path(max_length=14, examples=["20560"], description=(
    "Five letters or digits, with a modifier if it has one: 20560, 70450-26"))]  # fmt: skip
Codes = Annotated[list[str], Query(max_length=MOST, description=f"Up to {MOST} codes")]
Locality = Annotated[str, Query(max_length=16, examples=["10112-00"], description=(
    "MAC and number, or national (the default)"))]  # fmt: skip
Zip = Annotated[str, Query(max_length=5, alias="zip", examples=["35203"], description=(
    "Five-digit ZIP code of the place of service; it takes precedence over locality"))]  # fmt: skip
Line = Annotated[str, Query(max_length=80, examples=["Alameda, CA"], description=(
    "Any place in a line: a ZIP code, a county and state, a locality, area 41884"))]  # fmt: skip
County = Annotated[str, Query(max_length=60, examples=["Alameda, CA"], description=(
    "A county and its state, or its FIPS code"))]  # fmt: skip
Area = Annotated[str, Query(max_length=5, examples=["41884"], description="A wage area of CMS's")]
Ccn = Annotated[str, Query(max_length=6, examples=["050008"], description="A hospital's number")]
Index = Annotated[str, Query(max_length=6, examples=["1.7807"], description=(
    "The hospital's own wage index, beside its ZIP code, county or locality"))]  # fmt: skip
Dollars = Annotated[str, Query(max_length=10, examples=["120"], description=(
    "What is left of the patient's yearly deductible"))]  # fmt: skip
Pt = Annotated[bool, Query(description="A colorectal screening that turned into a treatment")]
Day = Annotated[str, Query(max_length=10, examples=["2026-08-01"], description=(
    "Date of service; default: today"))]  # fmt: skip
Qp = Annotated[bool, Query(description="Use the conversion factor for qualifying APM participants")]


@dataclass(frozen=True)
class Beside:
    """Where, when, with which factor and for which patient: what a page asks beside its codes."""

    where: Where
    on: date
    qp: bool
    deductible: Decimal = Decimal(0)
    pt: bool = False


Text = Annotated[str, Query(max_length=60)]


async def place_of(
    request: Request, locality: Locality = "", zip_code: Zip = "", on: Day = "", qp: Qp = False,
    place: Line = "", county: County = "", state: Text = "", cbsa: Area = "", ccn: Ccn = "",
    wage_index: Index = "", deductible_left: Dollars = "", pt: Pt = False,
) -> Beside:  # fmt: skip
    """The place, day, factor and patient of a request; UsageError if they are no such things."""
    require_known(request)
    if zip_code.strip():  # it takes precedence
        locality = ""
    named = where.where(
        locality="" if locality.strip().lower() == "national" else locality, zip_code=zip_code,
        county=county, state=state, cbsa=cbsa, ccn=ccn, wage_index=wage_index,
    )  # fmt: skip
    if place.strip():
        if named != Where():
            raise UsageError("Give `place`, or its parts, not both.")
        named = where.read(place)
    if named.zip_code and not re.fullmatch(r"\d{5}", named.zip_code, re.ASCII):
        raise UsageError(f"'{named.zip_code}' is not a valid ZIP code: five digits.")
    return Beside(named, day(on), qp, dollars(deductible_left), pt)


def dollars(text: str) -> Decimal:
    """What is left of a deductible, zero where nothing is said."""
    if not text.strip():
        return Decimal(0)
    if not re.fullmatch(r"\$?\d{1,6}(\.\d{1,2})?", text.strip(), re.ASCII):
        raise UsageError(f"'{text}' is not an amount: dollars, as in 120 or 120.50.")
    return round(Decimal(text.strip().removeprefix("$")), 2)


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


def asked(code: str, given: Beside) -> PageQuestion:
    """The question about one code; UsageError if the code is none."""
    hcpcs, modifier = require_code(code.strip())
    if not (hcpcs + modifier).isascii():
        raise UsageError(f"'{code}' is not a valid code: five letters or digits, as in 20560.")
    nation = place.Place(*place.NATION)
    return PageQuestion(
        Question(hcpcs, modifier, nation, given.on, given.qp, given.deductible, given.pt),
        given.where,
    )
