"""What a page and its JSON say about a code: one dictionary, put together from `show`'s answer.

Amounts are Decimal; the page and the JSON are two renderings of the same values.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb

from ratebook.ask import explain, names, place, rates, show
from ratebook.ask.known import Known, period, releases_of
from ratebook.ask.question import Question
from ratebook.ask.where import Where
from ratebook.db import Row, rows
from ratebook.errors import AnswerError
from ratebook.serve.edition import Edition

UNITS = """
    select * from pfs_rvu where hcpcs in (select unnest(?::varchar[])) and list_contains(?, release)
"""
INDICATORS = (
    "status_code", "pctc", "global_days", "multiple_procedure", "bilateral_surgery",
    "assistant_surgery", "co_surgery", "team_surgery", "supervision",
)  # fmt: skip
AMOUNTS = (
    "office_amount", "facility_professional_amount", "hopd_facility_amount", "hopd_total_amount",
    "asc_facility_amount", "asc_total_amount",
)  # fmt: skip
RATES = ("office_unit_rate", "hopd_unit_rate", "asc_unit_rate")
LOCAL = ("office_amount", "facility_professional_amount")  # what the indices of a locality make


NOWHERE = Where()  # the nation


@dataclass(frozen=True)
class PageQuestion:
    """A question as a person put it: the place is still what he named."""

    question: Question
    where: Where = NOWHERE
    rows: bool = False  # with every row of a csv


def answers(edition: Edition, asked: Sequence[PageQuestion]) -> list[Row | AnswerError]:
    """What there is to say to each question, or why there is nothing, in their order."""
    placed = [_placed(edition, one) for one in asked]
    there = [found for found in placed if not isinstance(found, AnswerError)]
    spans = [edition.period(question.on) for question in there]
    beside = edition.aside.start(lambda con: _beside(con, there, spans, edition.known))
    history, near = edition.history(there, spans), edition.near(there, spans)
    facts = beside.result()
    shown = show.show_all(
        edition.con, there, edition.known, show.Gathered(history, near, facts.words)
    )
    explain.add_parts([a for a in shown if not isinstance(a, AnswerError)], facts.parts)
    found = iter(
        answer if isinstance(answer, AnswerError) else _told(edition, answer, facts)
        for answer in shown
    )
    told = [one if isinstance(one, AnswerError) else next(found) for one in placed]
    for answer, question, one in zip(told, placed, asked, strict=True):
        if one.rows and isinstance(question, Question) and isinstance(answer, dict):
            answer["rows"] = _rows(edition, answer, question)
    return [
        answer if isinstance(answer, AnswerError) else answer | {"asked": parameters(one.where)}
        for answer, one in zip(told, asked, strict=True)
    ]


def _placed(edition: Edition, asked: PageQuestion) -> Question | AnswerError:
    try:
        return replace(asked.question, place=edition.place(asked.where, asked.question.on))
    except AnswerError as error:
        return error


def parameters(asked: Where) -> Row:
    """A place as the parameters of an address."""
    return {
        "zip": asked.zip_code, "county": asked.county, "locality": asked.locality,
        "state": asked.state, "cbsa": asked.cbsa, "ccn": asked.ccn,
        "wage_index": f"{asked.wage_index}" if asked.wage_index else "",
    }  # fmt: skip


@dataclass(frozen=True)
class _Facts:
    """What is said beside the amounts: it is read on another connection meanwhile."""

    words: show.Words
    parts: explain.Parts
    units: list[Row]  # of PPRRVU
    related: list[Row]  # of one code; a list of codes does not say it


def _beside(
    con: duckdb.DuckDBPyConnection, asked: Sequence[Question], spans: Sequence[Row | None],
    known: Known,
) -> _Facts:  # fmt: skip
    codes = sorted({question.hcpcs for question in asked})
    releases = [releases_of(span)["pfs"] for span in spans]
    return _Facts(
        show.words(con, asked, known), explain.parts(con, asked, releases),
        rows(con, UNITS, [codes, sorted(set(filter(None, releases)))]),
        names.related(con, codes[0]) if len(asked) == 1 else [],
    )  # fmt: skip


def _told(edition: Edition, answer: Row, facts: _Facts) -> Row:
    there, here = answer.pop("near"), answer.pop("history")
    key = place.named(answer["mac"], answer["locality"])
    modifier = f"-{answer['modifier']}" if answer["modifier"] else ""
    listed = [
        row for row in facts.units
        if (row["release"], row["hcpcs"]) == (answer["releases"]["pfs"], answer["hcpcs"])
    ]  # fmt: skip
    hospital = answer["hospital"]
    by_modifier = {row["modifier"]: row for row in listed}
    units = by_modifier.get(answer["modifier"])
    used = {
        name: by_modifier.get(answer[f"{name}_parts"]["modifier"])
        for name in ("professional", "hospital") if answer[f"{name}_parts"]
    }  # fmt: skip
    amounts = (answer["office"]["amount"], hospital["facility_amount"],
               hospital["professional_amount"], answer["asc"]["facility_amount"],
               *(found["amount"] for found in answer["schedules"]))  # fmt: skip
    return {
        "code": answer["hcpcs"] + modifier, "place": key,
        "related": facts.related,
        "payable": any(amount is not None for amount in amounts),
        **answer,
        "modifiers": sorted(by_modifier),
        "units": units, "professional_units": used.get("professional"),
        "hospital_units": used.get("hospital"),
        "indicators": _indicators(edition, answer, units),
        "history": [_span(r) for r in here],
        "standing": _standing(answer, there),
        "localities": [_locality(r) for r in there if r["mac"] != "national"],
    }  # fmt: skip


def _rows(edition: Edition, answer: Row, question: Question) -> list[Row]:
    """The rows of a csv, in the columns of payment_by_site: every span of days in the place, and on
    the day every locality beside it."""
    span = [period(edition.known.periods, question.on)]
    (here,) = rates.of_places(edition.con, [question], span, every_day=True)
    (there,) = rates.of_localities(edition.con, [question], span, "p.*")
    names = list(there[0]) if there else list(here[0]) if here else []
    own = (answer["mac"], answer["locality"], answer["effective_from"])
    local = answer["where"]["kind"] in ("nation", "locality")
    beside = [r for r in there if (r["mac"], r["locality"], r["effective_from"]) != own]
    return [{name: row[name] for name in names} for row in (*here, *(beside if local else ()))]


def _span(rate: Row) -> Row:
    return {
        "effective_from": rate["effective_from"], "effective_through": rate["effective_through"],
        **{name: rate[name] for name in (*AMOUNTS, *RATES)}, "releases": releases_of(rate),
    }  # fmt: skip


def _locality(rate: Row) -> Row:
    names = ("mac", "locality", "locality_name", "state", *LOCAL, "hopd_total_amount",
             "asc_total_amount")  # fmt: skip
    return {name: rate[name] for name in names}


def _standing(answer: Row, there: list[Row]) -> Row | None:
    """How many localities pay less, by the office amount, or by the professional's in a facility
    where no office is paid; a hospital's own amount is the nation's. The median is one of the
    amounts: half of the localities, or one more, pay it or less."""
    for site in LOCAL:
        amounts = sorted(r[site] for r in there if r["mac"] != "national" and r[site] is not None)
        if amounts:
            own = next(
                (r[site] for r in there
                 if (r["mac"], r["locality"]) == (answer["mac"], answer["locality"])), None,
            )  # fmt: skip
            return {
                "site": site, "amount": own, "of": len(amounts),
                "less": sum(amount < own for amount in amounts) if own is not None else None,
                "lowest": amounts[0], "median": amounts[(len(amounts) - 1) // 2],
                "highest": amounts[-1],
            }  # fmt: skip
    return None


def _indicators(edition: Edition, answer: Row, units: Row | None) -> list[Row]:
    """Every indicator of the code with what it means; those of the hospital and the ASC last."""
    values = [(name, units[name]) for name in INDICATORS] if units else []
    values += [
        ("status_indicator", answer["hospital"]["status_indicator"]),
        ("payment_indicator", answer["asc"]["payment_indicator"]),
    ]
    return [
        {"indicator": kind, "value": value, "meaning": edition.meaning(kind, value)}
        for kind, value in values
        if value
    ]
