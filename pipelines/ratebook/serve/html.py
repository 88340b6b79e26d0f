"""The pages as HTML: the templates, and how figures are written in them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ratebook import catalog
from ratebook.ask import basis, place, schedules
from ratebook.ask.show import unit_dollars
from ratebook.ask.where import Where, written
from ratebook.db import Row
from ratebook.sample import NOTICE
from ratebook.serve.answers import PageQuestion, parameters
from ratebook.serve.edition import Edition

HERE = Path(__file__).parent
MOST = 200  # codes on a page that compares
SITES = {
    "office": "Office", "professional": "Professional in a facility",
    "hospital": "Hospital, facility", "asc": "ASC, facility",
}  # fmt: skip
STANDING = {
    "office_amount": "Office",
    "facility_professional_amount": "Professional in a facility",
}
LABELS = {
    "status_code": "Status", "pctc": "PC/TC", "global_days": "Global days",
    "multiple_procedure": "Multiple procedures", "bilateral_surgery": "Both sides",
    "assistant_surgery": "Assistant at surgery", "co_surgery": "Co-surgeons",
    "team_surgery": "Team surgery", "supervision": "Physician supervision of diagnostic tests",
    "status_indicator": "OPPS status indicator", "payment_indicator": "ASC payment indicator",
}  # fmt: skip


@cache
def environment() -> Environment:
    """The templates; every value is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters |= {"money": money, "signed": signed, "plain": plain, "at": at, "query": query,
                     "because": because, "unit": unit_dollars,
                     "said": said, "place": schedules.place_words}  # fmt: skip
    others = {name: name.capitalize() for name in catalog.settings()}
    made.globals |= {"labels": LABELS, "sites": others | SITES, "standing_of": STANDING,
                     "sample_notice": NOTICE}  # fmt: skip
    return made


@cache
def style() -> Markup:
    """The style sheet, to be written into a page that stands alone."""
    return Markup((HERE / "static" / "ratebook.css").read_text())


def place_words(answer: Row) -> str:
    """The place of an answer, as a title says it."""
    if answer["mac"] == "national":
        return "national"
    found = f"{answer['locality_name']}, {answer['state']} ({answer['place']})"
    words = answer["where"]["words"]
    if answer["mac"] == place.OPEN:
        return str(words)
    return f"{words}; locality {found}" if words else found


def written_place(answer: Row) -> str:
    """The place as a person may type it again."""
    asked = answer["asked"]
    return written(Where(asked["locality"], asked["zip"], asked["county"], asked["cbsa"],
                         asked["ccn"], asked["state"]))  # fmt: skip


def compare(edition: Edition, on: date, given: Row, found: Sequence[Row]) -> str:
    """The page of several codes side by side; `found` has `answer` or `problem` for each."""
    asked = {name: value for name, value in given.items() if name != "written"}
    return render(
        "compare.html", edition, on, given=given, found=found, missing=basis.missing,
        place_words=place_words, address=address, query=query(asked), most=MOST,
    )  # fmt: skip


def render(template: str, edition: Edition, on: date, **values: Any) -> str:
    """A template with what every page shows."""
    values = {"alone": False, "style": style(), **values}
    return environment().get_template(template).render(
        edition=edition, places=edition.places(on), on=on, origin=edition.known.origin, **values
    )  # fmt: skip


def address(answer: Row, **other: Any) -> str:
    """The parameters that ask this question again, with some of them changed."""
    patient = answer["patient"]
    asked = {**answer["asked"], "on": answer["on"].isoformat(), "qp": answer["qp"],
             "deductible_left": f"{patient['deductible'] or ''}", "pt": patient["pt"]}  # fmt: skip
    return query({**asked, **other})


def offer(edition: Edition, asked: PageQuestion, codes: Sequence[str] = ()) -> tuple[str, str]:
    """A question to ask instead, in words and as an address; of several codes to compare."""
    question = asked.question
    where = f"ZIP {asked.where.zip_code}" if asked.where.zip_code else _place(edition, asked)
    given = {**parameters(asked.where), "on": question.on.isoformat(), "qp": question.qp}
    words = f"{' '.join(codes) or question.code}, {where}, on {question.on}"
    if codes:
        return words, "/compare?" + query({"code": codes, **given})
    return words, f"/code/{quoted(question.code)}?" + query(given)


def _place(edition: Edition, asked: PageQuestion) -> str:
    key = written(asked.where) or "national"
    named = (p for p in edition.places(asked.question.on)
             if place.named(p["mac"], p["locality"]) == key)  # fmt: skip
    return next((f"{p['state']} {p['locality_name']} ({key})" for p in named), key)


def query(values: Row) -> str:
    """Parameters as text; what is empty or false is left out."""
    given = {k: "true" if v is True else v for k, v in values.items() if v}
    return urlencode(given, doseq=True)


def quoted(text: str) -> str:
    """Text as one step of an address."""
    return quote(text, safe="")


def said(text: str) -> str:
    """What the command line says, without its advice for the command line."""
    return text.replace(" (`ratebook status`)", "").replace("`", "")


def because(change: Row) -> str:
    """Why an amount changed: its parts; of one that is not there, the reason."""
    old, new = change["old_reason"], change["new_reason"]
    if change["change"] is None:
        before = f" (before: {old})" if old != new else ""
        return f"no amount on either day: {new}{before}"
    parts = ", ".join(f"{part['words']} {signed(part['amount'])}" for part in change["parts"])
    if not parts and old == new:
        return f"no change: {new}" if new else "no change"
    words = [f"because of {parts}" if parts else "no change"]
    words += [f"before: {old}"] if change["old_amount"] is None or old not in (None, new) else []
    words += [f"now: {new}"] if new else []
    return "; ".join(words)


def money(amount: Decimal | None) -> str:
    """Dollars, a dash if there are none."""
    return "–" if amount is None else f"${amount:,.2f}"


def signed(amount: Decimal | None) -> str:
    """Dollars with their sign."""
    if amount is None:
        return "–"
    sign = "+" if amount > 0 else "−\N{WORD JOINER}" if amount < 0 else ""
    return f"{sign}${abs(amount):,.2f}"


def plain(value: Any) -> str:
    """A figure with its digits, without zeros at its end beyond two."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        whole, _, rest = text.partition(".")
        kept = rest.rstrip("0").ljust(2, "0")
        return f"{whole}.{kept}"
    return "–" if value is None else str(value)


def at(source: Row | None) -> str:
    """A source as a person reads it."""
    if not source:
        return ""
    row = f", row {source['row']}" if source["row"] else ""
    return f"{source['release']}, {source['file']}{row}"
