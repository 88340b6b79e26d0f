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

from pipelines import charts, place
from pipelines.question import Question
from pipelines.reader import Row
from pipelines.render import SAMPLE
from pipelines.serve.answers import Asked
from pipelines.serve.edition import Edition

HERE = Path(__file__).parent
SITES = {
    "office": "Office", "professional": "Professional in a facility",
    "hospital": "Hospital, facility", "asc": "ASC, facility",
}  # fmt: skip
STANDING = {
    "office_amount": "Office",
    "facility_professional_amount": "Professional in a facility",
}
TIME = {  # the lines of the chart, with their class and, where no total is given, what is drawn
    "asc": ("asc_total_amount", "asc_facility_amount", "ASC"),
    "hospital": ("hopd_total_amount", "hopd_facility_amount", "hospital"),
    "office": ("office_amount", "facility_professional_amount", "office"),
}
COLUMNS = {
    "office_amount": "Office", "facility_professional_amount": "Professional in a facility",
    "hopd_facility_amount": "Hospital, facility", "hopd_total_amount": "Hospital, both",
    "asc_facility_amount": "ASC, facility", "asc_total_amount": "ASC, both",
}  # fmt: skip
LABELS = {
    "status_code": "Status", "pctc": "PC/TC", "global_days": "Global days",
    "multiple_procedure": "Multiple procedures", "bilateral_surgery": "Both sides",
    "assistant_surgery": "Assistant at surgery", "co_surgery": "Co-surgeons",
    "team_surgery": "Team of surgeons", "supervision": "Supervision of a test",
    "status_indicator": "OPPS status indicator", "payment_indicator": "ASC payment indicator",
}  # fmt: skip


@cache
def environment() -> Environment:
    """The templates; every value is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters |= {"money": money, "signed": signed, "plain": plain, "at": at, "query": query}
    made.globals |= {"labels": LABELS, "sites": SITES, "sample_notice": SAMPLE}
    return made


@cache
def style() -> Markup:
    """The style sheet, to be written into a page that stands alone."""
    return Markup((HERE / "static" / "ratebook.css").read_text())


def code(edition: Edition, answer: Row, changes: Row | None, alone: bool = False) -> str:
    """The page of a code; `alone` for one file without scripts, forms or links."""
    return render(
        "code.html", edition, answer["on"], answer=answer, changes=changes, alone=alone,
        history=history(answer), strip=strip(answer),
        here=address(answer), periods=merged(answer["history"]),
    )  # fmt: skip


def compare(edition: Edition, on: date, given: Row, found: Sequence[Row]) -> str:
    """The page of several codes side by side; `found` has `answer` or `problem` for each."""
    return render("compare.html", edition, on, given=given, found=found)


def render(template: str, edition: Edition, on: date, **values: Any) -> str:
    """A template with what every page shows."""
    values = {"alone": False, "style": style(), **values}
    return environment().get_template(template).render(
        edition=edition, places=edition.places(on), on=on, origin=edition.known.origin, **values
    )  # fmt: skip


def history(answer: Row) -> Markup:
    """The three sites through time."""

    def series(name: str, css: str, key: str) -> charts.Series:
        spans = answer["history"]
        return charts.Series(
            name, css, [(s["effective_from"], s["effective_through"], s[key]) for s in spans]
        )  # fmt: skip

    return charts.steps(
        f"What {answer['code']} pays through time",
        [
            series("ASC", "asc", "asc_total_amount"),
            series("hospital", "hospital", "hopd_total_amount"),
            series("office", "office", "office_amount"),
        ],
    )


def strip(answer: Row) -> Markup:
    """The localities as dots, the one asked for among them."""
    standing = answer["standing"]
    if not standing or standing["lowest"] == standing["highest"]:
        return Markup("")
    site = standing["site"]
    marks = [
        charts.Mark(
            f"{r['locality_name']}, {r['state']} ({r['mac']}-{r['locality']})", r[site],
            "own" if (r["mac"], r["locality"]) == (answer["mac"], answer["locality"]) else "",
        )
        for r in answer["localities"]
        if r[site] is not None
    ]  # fmt: skip
    if answer["mac"] == "national":
        marks.append(charts.Mark("National", standing["amount"], "own"))
    return charts.strip(f"Where {answer['place']} stands among the localities", marks)


def merged(spans: Sequence[Row]) -> list[Row]:
    """The spans of days, newest first, neighbours with the same figures as one."""
    found: list[Row] = []
    for span in spans:
        same = found and {k: v for k, v in found[-1].items() if k.endswith("_amount")} == {
            k: v for k, v in span.items() if k.endswith("_amount")
        }
        if same and (span["effective_from"] - found[-1]["effective_through"]).days == 1:
            found[-1] = {**span, "effective_from": found[-1]["effective_from"]}
        else:
            found.append(dict(span))
    return found[::-1]


def address(answer: Row, **other: Any) -> str:
    """The parameters that ask this question again, with some of them changed."""
    asked = {"locality": answer["place"], "on": answer["on"].isoformat(), "qp": answer["qp"]}
    return query({**asked, **other})


def offer(edition: Edition, asked: Asked, codes: Sequence[str] = ()) -> tuple[str, str]:
    """A question to ask instead, in words and as an address; of several codes to compare."""
    question = asked.question
    key = place.named(question.mac, question.locality)
    where = f"ZIP {asked.zip_code}" if asked.zip_code else _place(edition, question, key)
    place_asked = {"zip": asked.zip_code} if asked.zip_code else {"locality": key}
    given = {**place_asked, "on": question.on.isoformat(), "qp": question.qp}
    words = f"{' '.join(codes) or question.code}, {where}, on {question.on}"
    if codes:
        return words, "/compare?" + query({"code": codes, **given})
    return words, f"/code/{quoted(question.code)}?" + query(given)


def _place(edition: Edition, question: Question, key: str) -> str:
    here = (question.mac, question.locality)
    named = (p for p in edition.places(question.on) if (p["mac"], p["locality"]) == here)
    return next((f"{p['state']} {p['locality_name']} ({key})" for p in named), key)


def query(values: Row) -> str:
    """Parameters as text; what is empty or false is left out."""
    given = {k: "true" if v is True else v for k, v in values.items() if v}
    return urlencode(given, doseq=True)


def quoted(text: str) -> str:
    """Text as one step of an address."""
    return quote(text, safe="")


def money(amount: Decimal | None) -> str:
    """Dollars, a dash where there are none."""
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
    return f"{source['release']}, {source['file']}, row {source['row']}" if source else ""
