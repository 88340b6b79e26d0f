"""`ratebook show`: what one code pays in office, hospital and ASC, each with its source.

Questions are answered together (`show_all`): a page that compares twenty codes, or a server that
is asked ten things at once, runs the same few queries as one question does.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import duckdb

from ratebook.ask import schedules
from ratebook.ask.known import Known, known_of, period, releases_of, warnings
from ratebook.ask.no_answer import why_nothing
from ratebook.ask.no_sites import no_sites
from ratebook.ask.question import Question
from ratebook.db import Row, rows
from ratebook.errors import AnswerError

RATES = """
    with asked as (
        select
            unnest($n::integer[]) as n, unnest($hcpcs::varchar[]) as hcpcs,
            unnest($modifier::varchar[]) as modifier, unnest($mac::varchar[]) as mac,
            unnest($locality::varchar[]) as locality, unnest($qp::boolean[]) as qp,
            unnest($span::date[]) as span
    )
    select a.n, p.*
    from asked as a
    inner join payment_by_site as p
        on a.hcpcs = p.hcpcs and a.modifier = p.modifier and a.qp = p.qp
        and {which}
    where list_contains($hcpcs, p.hcpcs)
"""
OWN = "a.span = p.effective_from and a.mac = p.mac and a.locality = p.locality"
# With the row itself: the other localities of its span, and the other spans of its locality.
NEAR = "(a.span = p.effective_from or (a.mac = p.mac and a.locality = p.locality))"
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
NATIONAL = "national, not wage-adjusted"
Sources = dict[tuple[str, str | None, str | None, str | None], Row]


def show(con: duckdb.DuckDBPyConnection, asked: Question) -> dict[str, Any]:
    """The answer to a question: amounts as Decimal, reasons, sources, warnings.

    Raises AnswerError that tells an unknown code from an unloaded date and a missing locality.
    """
    (found,) = show_all(con, [asked])
    if isinstance(found, AnswerError):
        raise found
    return found


def show_all(
    con: duckdb.DuckDBPyConnection, asked: Sequence[Question], near: bool = False,
    known: Known | None = None,
) -> list[dict[str, Any] | AnswerError]:  # fmt: skip
    """An answer or the reason why there is none, for each question in its place.

    With `near` an answer has `near`: the rows of payment_by_site of the other localities on
    that day and of the other days in that locality, its own among them. One query brings both,
    for most of what a query costs is its plan.
    """
    known = known or known_of(con)
    spans = [period(known.periods, question.on) for question in asked]
    found = _rates(con, asked, spans, NEAR if near else OWN)
    own = [_own(rates, q, span) for rates, q, span in zip(found, asked, spans, strict=True)]
    sources = _sources(con, [rate for rate in own if rate])
    others = schedules.amounts(con, asked, known.schedules)
    answers: list[dict[str, Any] | AnswerError] = []
    for n, (question, rate) in enumerate(zip(asked, own, strict=True)):
        if rate is None:
            why = why_nothing(con, question, spans[n], known.periods, known.short)
            if not others[n]:
                answers.append(why)
                continue
            rate = no_sites(con, question, spans[n], why)
        answer = _answer(question, rate, sources)
        names = [found["release"] for found in others[n]]
        answer |= {"schedules": others[n], "origin": known.origin,
                   "warnings": warnings(rate, question.on, known, names)}  # fmt: skip
        answers.append(answer | {"near": found[n]} if near else answer)
    return answers


def unit_dollars(rate: Decimal) -> str:
    """A rate per billing unit in dollars: two decimals, or the third that CMS prints."""
    return f"${rate:,.3f}".removesuffix("0")


def _own(rates: list[Row], asked: Question, span: Row | None) -> Row | None:
    key = span and (span["effective_from"], asked.mac, asked.locality)
    return next((r for r in rates if (r["effective_from"], r["mac"], r["locality"]) == key), None)


def _rates(
    con: duckdb.DuckDBPyConnection, asked: Sequence[Question], spans: list[Row | None], which: str
) -> list[list[Row]]:
    """The rows of payment_by_site for each question; none on a day without a release in effect."""
    found: list[list[Row]] = [[] for _ in asked]
    held = [(n, asked[n], span["effective_from"]) for n, span in enumerate(spans) if span]
    if held:
        keys: dict[str, list[Any]] = {"n": [n for n, _, _ in held], "span": [d for *_, d in held]}
        for name in ("hcpcs", "modifier", "mac", "locality", "qp"):
            keys[name] = [getattr(question, name) for _, question, _ in held]
        for rate in rows(con, RATES.format(which=which), keys):
            found[rate.pop("n")].append(rate)
    for near in found:
        near.sort(key=lambda rate: (rate["mac"], rate["locality"], rate["effective_from"]))
    return found


def _answer(asked: Question, rate: Row, sources: Sources) -> dict[str, Any]:
    return {
        "hcpcs": asked.hcpcs, "modifier": asked.modifier,
        "mac": asked.mac, "locality": asked.locality, "on": asked.on, "qp": asked.qp,
        "locality_name": rate["locality_name"], "state": rate["state"],
        "effective_from": rate["effective_from"], "effective_through": rate["effective_through"],
        "releases": releases_of(rate),
        "office": {
            "amount": rate["office_amount"],
            "paid_by": rate["office_paid_by"],
            "reason": rate["office_reason"],
            "source": sources.get(("pfs", rate["pfs_release"], rate["hcpcs"], rate["modifier"])),
        },
        "hospital": _hospital(rate, sources), "asc": _asc(rate, sources),
        "hopd_minus_office": rate["hopd_minus_office"],
        "hopd_minus_office_reason": rate["hopd_minus_office_reason"], "caveat": rate["caveat"],
        "stale_from": rate["stale_from"],
    }  # fmt: skip


def _hospital(rate: Row, sources: Sources) -> Row:
    opps = ("opps", rate["opps_release"], rate["hopd_hcpcs"], "")
    professional = ("pfs", rate["pfs_release"], rate["hcpcs"], rate["professional_modifier"])
    return {
        "facility_amount": rate["hopd_facility_amount"],
        "professional_amount": rate["facility_professional_amount"],
        "total_amount": rate["hopd_total_amount"], "total_reason": rate["hopd_total_reason"],
        "unit_rate": rate["hopd_unit_rate"], "paid_by": rate["hopd_paid_by"],
        "basis": _basis(rate, "hopd"),
        "hcpcs": rate["hopd_hcpcs"], "apc": rate["hopd_apc"],
        "status_indicator": rate["hopd_status_indicator"],
        "reason": rate["hopd_reason"], "professional_reason": rate["professional_reason"],
        "source": sources.get(opps) if rate["hopd_status_indicator"] else None,
        "pfs_source": sources.get(
            ("pfs", rate["pfs_release"], rate["hcpcs"], rate["hopd_pfs_modifier"])
        ),
        "professional_source": sources.get(professional),
    }  # fmt: skip


def _asc(rate: Row, sources: Sources) -> Row:
    source = sources.get(("asc", rate["asc_release"], rate["hcpcs"], ""))
    return {
        "facility_amount": rate["asc_facility_amount"],
        # Of a code that no ASC is paid for nothing is said of a professional there.
        "professional_amount": rate["facility_professional_amount"]
        if rate["asc_payment_indicator"]
        else None,
        "total_amount": rate["asc_total_amount"], "total_reason": rate["asc_total_reason"],
        "unit_rate": rate["asc_unit_rate"], "paid_by": rate["asc_paid_by"],
        "basis": _basis(rate, "asc"),
        "payment_indicator": rate["asc_payment_indicator"],
        "reason": rate["asc_reason"],
        "source": source if rate["asc_payment_indicator"] else None,
    }  # fmt: skip


def _basis(rate: Row, site: str) -> str | None:
    """The note for a facility amount that is national on the row of a locality."""
    ours = rate["mac"] == "national" or rate[f"{site}_paid_by"] == "PFS"
    there = rate[f"{site}_facility_amount"] or rate[f"{site}_unit_rate"] is not None
    return None if ours or not there else NATIONAL


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
