"""`ratebook show`: what one code pays in office, hospital and ASC, each with its source.

Questions are answered together (`show_all`): a page that compares twenty codes, or a server that
is asked ten things at once, runs the same few queries as one question does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import duckdb

from ratebook.ask import anesthesia, modified, names, rates, schedules
from ratebook.ask.known import Known, known_of, period, releases_of, warnings
from ratebook.ask.no_answer import why_nothing
from ratebook.ask.no_sites import no_sites
from ratebook.ask.question import Question
from ratebook.db import Row, rows
from ratebook.errors import AnswerError

SOURCES = " union all ".join(
    f"""
    select '{kind}' as kind, release, hcpcs, {modifier} as modifier,
        source_file as file, source_row as row
    from {table} where list_contains($hcpcs, hcpcs) and list_contains($release, release)
    """
    for kind, table, modifier in (
        ("pfs", "pfs_rvu", "modifier"), ("opps", "opps_rates", "''"), ("asc", "asc_rates", "''"),
    )
)  # fmt: skip
Sources = dict[tuple[str, str | None, str | None, str | None], Row]


@dataclass(frozen=True)
class Words:
    """What is said beside the amounts of the sites, and does not depend on them."""

    others: list[list[Row]]  # for each question what other schedules pay
    called: dict[str, Row]  # by code its name


@dataclass(frozen=True)
class Gathered:
    """What a server finds before it answers: for each question the rows of its place in all spans
    of days, the rows of payment_by_site of every locality on the day, and the words."""

    history: list[list[Row]]
    near: list[list[Row]]
    words: Words


def show(con: duckdb.DuckDBPyConnection, asked: Question) -> dict[str, Any]:
    """The answer to a question: amounts as Decimal, reasons, sources, warnings; of a modifier that
    has no row of its own the answer about the code, and what it does (`modified`).

    Raises AnswerError that tells an unknown code from an unloaded date and a missing locality.
    """
    (found,) = show_all(con, [asked])
    if not isinstance(found, AnswerError):
        return found
    if found.kind != "no-such-modifier" or "" not in found.choices:
        raise found
    return modified.answer(con, asked, show(con, replace(asked, modifier="")), found)


def show_all(
    con: duckdb.DuckDBPyConnection, asked: Sequence[Question], known: Known | None = None,
    found: Gathered | None = None,
) -> list[dict[str, Any] | AnswerError]:  # fmt: skip
    """An answer or the reason why there is none, for each question in its place.

    With `found` an answer has its `history` and `near`.
    """
    known = known or known_of(con)
    spans = [period(known.periods, question.on) for question in asked]
    here = found.history if found else rates.of_places(con, asked, spans, every_day=False)
    own = [_own(rows, span) for rows, span in zip(here, spans, strict=True)]
    sources = _sources(con, [rate for rate in own if rate])
    told = found.words if found else words(con, asked, known)
    answers: list[dict[str, Any] | AnswerError] = []
    for n, (question, rate) in enumerate(zip(asked, own, strict=True)):
        if rate is None:
            why = why_nothing(con, question, spans[n], known.periods, known.short)
            if not told.others[n]:
                answers.append(why)
                continue
            rate = no_sites(con, question, spans[n], why, told.others[n])
        answer = _answer(question, rate, sources)
        used = [other["release"] for other in told.others[n]]
        answer |= {"schedules": told.others[n], "origin": known.origin,
                   "name": told.called[question.hcpcs],
                   "warnings": warnings(rate, question.on, known, used)}  # fmt: skip
        _with_sources(answer)
        if found:
            answer |= {"history": found.history[n], "near": found.near[n]}
        answers.append(answer)
    return answers


def words(con: duckdb.DuckDBPyConnection, asked: Sequence[Question], known: Known) -> Words:
    """What other schedules pay, and what the codes are called."""
    others = schedules.amounts(con, asked, known.schedules)
    for question, mine in zip(asked, others, strict=True):
        mine += anesthesia.payment(con, question)
    called = names.of_codes(con, (question.hcpcs for question in asked)) if asked else {}
    return Words(others, called)


def prices(answer: dict[str, Any] | AnswerError) -> Row:
    """What the three sites are paid, of a facility both parts; or why a code has no answer."""
    if isinstance(answer, AnswerError):
        return {"office": None, "hospital": None, "asc": None, "why": str(answer)}
    return {
        "office": answer["office"]["amount"], "hospital": answer["hospital"]["total_amount"],
        "asc": answer["asc"]["total_amount"], "why": None,
    }  # fmt: skip


def _with_sources(answer: dict[str, Any]) -> None:
    """Give a site that another schedule pays the row that its amount is from."""
    by_schedule = {found["schedule"]: found["source"] for found in answer["schedules"]}
    for name in ("office", "hospital"):
        site = answer[name]
        if (
            site["paid_by"] in by_schedule
            and site["paid_by"] != "PFS"
            and (site["amount" if name == "office" else "facility_amount"] is not None)
        ):
            site["source" if name == "office" else "item_source"] = by_schedule[site["paid_by"]]


def unit_dollars(rate: Decimal) -> str:
    """A rate per billing unit in dollars: two decimals, or the third that CMS prints."""
    return f"${rate:,.3f}".removesuffix("0")


def _own(found: list[Row], span: Row | None) -> Row | None:
    return next((r for r in found if span and r["effective_from"] == span["effective_from"]), None)


def _answer(asked: Question, rate: Row, sources: Sources) -> dict[str, Any]:
    return {
        "hcpcs": asked.hcpcs, "modifier": asked.modifier,
        "mac": asked.mac, "locality": asked.locality, "on": asked.on, "qp": asked.qp,
        "locality_name": rate["locality_name"], "state": rate["state"],
        "where": {"kind": asked.place.kind, "key": asked.place.key, "words": asked.place.words},
        "notes": list(asked.place.notes),
        "effective_from": rate["effective_from"], "effective_through": rate["effective_through"],
        "releases": releases_of(rate),
        "office": {
            "amount": rate["office_amount"],
            "paid_by": rate["office_paid_by"],
            "reason": rate["office_reason"],
            "patient_amount": rate["office_patient_amount"],
            "unit_rate": rate["office_unit_rate"],
            "source": sources.get(("pfs", rate["pfs_release"], rate["hcpcs"], rate["modifier"])),
        },
        "hospital": _hospital(rate, sources), "asc": _asc(rate, sources),
        "billing_unit": rate["billing_unit"],
        "hopd_minus_office": rate["hopd_minus_office"],
        "hopd_minus_office_reason": rate["hopd_minus_office_reason"], "caveat": rate["caveat"],
        "patient": {"deductible": asked.deductible, "pt": asked.pt,
                    "preventive": bool(rate["is_preventive"])},
        "stale_from": rate["stale_from"],
    }  # fmt: skip


def _hospital(rate: Row, sources: Sources) -> Row:
    opps = ("opps", rate["opps_release"], rate["hopd_hcpcs"], "")
    professional = ("pfs", rate["pfs_release"], rate["hcpcs"], rate["professional_modifier"])
    return {
        **_facility(rate, "hopd"),
        "hcpcs": rate["hopd_hcpcs"], "apc": rate["hopd_apc"],
        "status_indicator": rate["hopd_status_indicator"],
        "professional_amount": rate["facility_professional_amount"],
        "professional_reason": rate["professional_reason"],
        "source": sources.get(opps) if rate["hopd_status_indicator"] else None,
        "pfs_source": sources.get(
            ("pfs", rate["pfs_release"], rate["hcpcs"], rate["hopd_pfs_modifier"])
        ),
        "professional_source": sources.get(professional),
        "item_source": None,
    }  # fmt: skip


def _asc(rate: Row, sources: Sources) -> Row:
    source = sources.get(("asc", rate["asc_release"], rate["hcpcs"], ""))
    listed = bool(rate["asc_payment_indicator"])
    return {
        **_facility(rate, "asc"),
        # Of a code that no ASC is paid for nothing is said of a professional there.
        "professional_amount": rate["facility_professional_amount"] if listed else None,
        "payment_indicator": rate["asc_payment_indicator"],
        "source": source if listed else None,
    }


def _facility(rate: Row, site: str) -> Row:
    """What both facilities have: the amounts, what they rest on, and what the patient owes."""
    index = {name: rate[f"{site}_{name}"] for name in (
        "area", "area_name", "wage_index", "lowest_amount", "highest_amount", "lowest_area",
        "highest_area", "index_release", "index_file", "index_row", "labor_share")}  # fmt: skip
    adjusted = rate[f"{site}_basis"] in ("hospital", "area", "estimate")
    return {
        "facility_amount": rate[f"{site}_facility_amount"],
        "total_amount": rate[f"{site}_total_amount"], "total_reason": rate[f"{site}_total_reason"],
        "unit_rate": rate[f"{site}_unit_rate"], "paid_by": rate[f"{site}_paid_by"],
        "reason": rate[f"{site}_reason"], "basis": rate[f"{site}_basis"],
        "national_rate": rate[f"{site}_national_rate"],
        "index": index if adjusted else None,
        "patient_amount": rate[f"{site}_patient_amount"],
        "patient_parts": [rate[f"{site}_facility_patient_amount"],
                          rate[f"{site}_professional_patient_amount"]],
        "patient_reason": rate[f"{site}_patient_reason"],
    }  # fmt: skip


def _sources(con: duckdb.DuckDBPyConnection, rates: list[Row]) -> Sources:
    """File and row of every row of PPRRVU, Addendum B and the ASC addenda behind the rates."""
    hcpcs = {r[name] for r in rates for name in ("hcpcs", "hopd_hcpcs")} - {None}
    releases = {name for r in rates for name in releases_of(r).values() if name}
    keys = {"hcpcs": sorted(hcpcs), "release": sorted(releases)}
    found: Sources = {}
    for source in rows(con, SOURCES, keys) if rates else ():
        key = (source.pop("kind"), source["release"], source.pop("hcpcs"), source.pop("modifier"))
        found.setdefault(key, source)
    return found
