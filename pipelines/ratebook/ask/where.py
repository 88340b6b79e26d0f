"""A place as a person names it: a ZIP code, a county, a locality, a wage area, a hospital, a state
or the nation. It resolves to a locality, whose GPCIs pay an office, and to a place of wage indices,
by which a hospital and an ASC are paid; or to one of them, and the answer says what is left open.
"""

import re
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation

import duckdb

from ratebook.ask import place, wage_place, zip_code
from ratebook.ask.place import OPEN, Place, named
from ratebook.errors import UsageError

LOWEST, HIGHEST = Decimal("0.2"), Decimal(3)  # a wage index; Puerto Rico has .28, California 1.9
CCN = r"\d\d[0-9A-Z]\d{3}"


@dataclass(frozen=True)
class Where:
    """The parts of a place that a person gave; '' for those left out."""

    locality: str = ""
    zip_code: str = ""
    county: str = ""
    cbsa: str = ""
    ccn: str = ""
    state: str = ""
    wage_index: Decimal | None = None


def where(**given: str | None) -> Where:
    """The parts as text, `wage_index` too; UsageError for two that exclude each other."""
    told = {name: (value or "").strip() for name, value in given.items()}
    index = told.pop("wage_index", "")
    found = Where(**told, wage_index=_index(index) if index else None)
    if found.state and (found.zip_code or found.county or found.cbsa or found.ccn):
        raise UsageError(
            "--state goes with --locality, or stands alone: a ZIP code already has its state, and "
            "so has a county, a wage area and a hospital."
        )
    if sum(map(bool, (found.zip_code, found.county, found.locality or found.state))) > 1:
        raise UsageError("Give one of a ZIP code, a county and a locality.")
    if sum(map(bool, (found.cbsa, found.ccn, found.wage_index))) > 1:
        raise UsageError("Give one of a wage area, a hospital and a wage index.")
    if found.cbsa and (found.zip_code or found.county):
        raise UsageError("A ZIP code or a county already has its wage area: leave out --cbsa.")
    if found.wage_index and not any(getattr(found, f.name) for f in fields(found)[:-1]):
        raise UsageError(
            "A wage index is a hospital's: name its ZIP code, county or locality too, by which the "
            "professional is paid."
        )
    return found


def read(text: str) -> Where:
    """A place as one line of text: a ZIP code, `Alameda, CA`, `01112-05`, `05 CA`, `area 41884`,
    `hospital 050008` or its six digits, a state, the words of a locality; '' is the nation."""
    text = re.sub(r"\s+", " ", text.strip())
    if text.lower() in ("", "national", "nation", "usa"):
        return Where()
    if match := re.fullmatch(r"(?:ZIP )?(\d{5})", text, re.ASCII | re.I):
        return Where(zip_code=match[1])
    if match := re.fullmatch(rf"(?:(?:hospital|ccn) )?({CCN})", text, re.ASCII | re.I):
        return Where(ccn=match[1].upper())
    if match := re.fullmatch(r"(?:wage )?(?:area|cbsa) (\d{5}|\d\d)", text, re.ASCII | re.I):
        return Where(cbsa=match[1])
    if match := re.fullmatch(r"(?:county|fips) (\d{5})", text, re.ASCII | re.I):
        return Where(county=match[1])
    if re.fullmatch(r"[^,]+, ?[A-Za-z ]{2,}", text):
        return Where(county=text)
    if text.lower() in place.STATES or text.upper() in place.STATES.values():
        return Where(state=text)
    return Where(locality=text)


def written(asked: Where) -> str:
    """A place as one line of text that `read` understands."""
    if asked.cbsa:
        return f"area {asked.cbsa}"
    if asked.county.isdigit():
        return f"county {asked.county}"
    return asked.zip_code or asked.county or asked.ccn or asked.locality or asked.state


def _index(text: str) -> Decimal:
    try:
        index = Decimal(text)
    except InvalidOperation:
        index = Decimal(0)
    if not (index.is_finite() and LOWEST <= index <= HIGHEST and index == round(index, 4)):
        raise UsageError(
            f"'{text}' is not a wage index: {LOWEST} to {HIGHEST}, with up to four decimals, as in "
            "1.7807."
        )
    return index


def find(con: duckdb.DuckDBPyConnection, asked: Where, on: date) -> Place:
    """The place on a day of service. Raises AnswerError where it is not known or not clear."""
    found = _here(con, asked, on)
    if asked.cbsa:
        area = wage_place.area(con, asked.cbsa, on)
        found = area if found is None else _joined(found, area)
    if asked.ccn:
        found = _hospital(con, asked.ccn, found, on)
    return replace(found or Place(*place.NATION), wage_index=asked.wage_index or _own(found))


def _own(found: Place | None) -> Decimal | None:
    return found.wage_index if found else None


def _here(con: duckdb.DuckDBPyConnection, asked: Where, on: date) -> Place | None:
    if asked.zip_code:
        return zip_code.find(con, asked.zip_code, on)
    if asked.county:
        return wage_place.county(con, asked.county, on)
    if asked.state and not asked.locality:
        return wage_place.state(con, asked.state, on)
    if asked.locality:
        return Place(*place.choose(con, asked.locality, asked.state, on))
    return None


def _joined(here: Place, area: Place) -> Place:
    """A wage area in a locality that a person named."""
    return replace(area, mac=here.mac, locality=here.locality, notes=(*here.notes, *area.notes))


def _hospital(con: duckdb.DuckDBPyConnection, ccn: str, here: Place | None, on: date) -> Place:
    """A hospital where it is, or where a person says that it is."""
    if not re.fullmatch(CCN, ccn.upper(), re.ASCII):
        raise UsageError(f"'{ccn}' is not a CCN: six digits, as in 050008.")
    found = wage_place.hospital(con, ccn.upper(), here, on)
    if here and found.mac == OPEN:
        return replace(found, mac=here.mac, locality=here.locality)
    if here and named(here.mac, here.locality) != named(found.mac, found.locality):
        note = f"hospital {ccn.upper()} is in {found.words}, not in the place named beside it"
        return replace(found, notes=(*found.notes, note))
    return found
