"""`ratebook show`: what one code pays in office, hospital and ASC, each with its source."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from pipelines.errors import DataError, UsageError
from pipelines.reader import Row, origin, row, rows

RATE = """
    select * from payment_by_site
    where hcpcs = ? and modifier = ? and mac = ? and locality = ? and qp = ?
    and ? between effective_from and effective_through
"""
PERIOD = "select * from rate_periods where ? between effective_from and effective_through"
LISTED = """
    select distinct modifier, qp, listed from site_codes
    where hcpcs = ? and effective_from = ? order by 1, 2
"""
SOURCES = {
    "pfs": "select release, source_file as file, source_row as row from pfs_rvu "
    "where release = ? and hcpcs = ? and modifier = ?",
    "opps": "select release, source_file as file, source_row as row from opps_rates "
    "where release = ? and hcpcs = ?",
    "asc": "select release, source_file as file, source_row as row from asc_rates "
    "where release = ? and hcpcs = ?",
}


@dataclass(frozen=True)
class Question:
    """A code, a place and a date of service."""

    hcpcs: str
    modifier: str
    mac: str
    locality: str
    on: date
    qp: bool = False


def show(con: duckdb.DuckDBPyConnection, asked: Question) -> dict[str, Any]:
    """The answer to a question: amounts as Decimal, reasons, sources, warnings.

    Raises DataError that tells an unknown code from an unloaded date and a missing locality.
    """
    key = [asked.hcpcs, asked.modifier, asked.mac, asked.locality, asked.qp, asked.on]
    rate = row(con, RATE, key)
    if not rate:
        raise DataError(_nothing(con, asked))
    return {
        "hcpcs": asked.hcpcs, "modifier": asked.modifier,
        "mac": asked.mac, "locality": asked.locality, "on": asked.on, "qp": asked.qp,
        "locality_name": rate["locality_name"], "state": rate["state"],
        "effective_from": rate["effective_from"], "effective_through": rate["effective_through"],
        "office": _office(con, rate), "hospital": _hospital(con, rate), "asc": _asc(con, rate),
        "hopd_minus_office": rate["hopd_minus_office"], "caveat": rate["caveat"],
        "stale_from": rate["stale_from"], "warnings": warnings(con, rate, asked.on),
        "origin": origin(con),
    }  # fmt: skip


def _office(con: duckdb.DuckDBPyConnection, rate: Row) -> Row:
    return {
        "amount": rate["office_amount"],
        "reason": rate["office_reason"],
        "source": _source(con, "pfs", rate["pfs_release"], rate["hcpcs"], rate["modifier"]),
    }


def _hospital(con: duckdb.DuckDBPyConnection, rate: Row) -> Row:
    return {
        "facility_amount": rate["hopd_facility_amount"],
        "professional_amount": rate["facility_professional_amount"],
        "total_amount": rate["hopd_total_amount"],
        "hcpcs": rate["hopd_hcpcs"], "apc": rate["hopd_apc"],
        "status_indicator": rate["hopd_status_indicator"],
        "reason": rate["hopd_reason"], "professional_reason": rate["professional_reason"],
        "source": _source(con, "opps", rate["hopd_status_indicator"] and rate["opps_release"],
                          rate["hopd_hcpcs"]),
        "professional_source": _professional(con, rate),
    }  # fmt: skip


def _asc(con: duckdb.DuckDBPyConnection, rate: Row) -> Row:
    return {
        "facility_amount": rate["asc_facility_amount"],
        "professional_amount": rate["facility_professional_amount"],
        "total_amount": rate["asc_total_amount"],
        "payment_indicator": rate["asc_payment_indicator"],
        "reason": rate["asc_reason"],
        "source": _source(
            con, "asc", rate["asc_payment_indicator"] and rate["asc_release"], rate["hcpcs"]
        ),
    }


def _source(con: duckdb.DuckDBPyConnection, kind: str, *key: str | None) -> Row | None:
    return row(con, SOURCES[kind], key) if None not in key else None


def _professional(con: duckdb.DuckDBPyConnection, rate: Row) -> Row | None:
    found = row(
        con,
        "select professional_modifier from professional_codes where release = ? and hcpcs = ? "
        "and modifier = ? and qp = ? and professional = 'amount'",
        [rate["pfs_release"], rate["hcpcs"], rate["modifier"], rate["qp"]],
    )
    if not found:
        return None
    return _source(con, "pfs", rate["pfs_release"], rate["hcpcs"], found["professional_modifier"])


def warnings(con: duckdb.DuckDBPyConnection, rate: Row, on: date) -> list[str]:
    """What a person should know before using the row on this day."""
    if not rate["stale_from"] or rate["stale_from"] > on:
        return []
    used = {kind: rate[f"{kind.lower()}_release"] for kind in ("PFS", "OPPS", "ASC")}
    absent = [
        f"no {kind} release that holds on {on} is loaded"
        for kind, release in used.items()
        if release is None
    ]
    stale = rows(
        con,
        "select release, stale_from from releases where list_contains(?, release) "
        "and stale_from <= ? order by stale_from, release",
        [list(used.values()), on],
    )
    return absent + [
        f"{found['release']} is stale: a later release is due since {found['stale_from']} and not "
        "loaded (`ratebook status`)"
        for found in stale
    ]


def _nothing(con: duckdb.DuckDBPyConnection, asked: Question) -> str:
    """Why there is no row: the day, the code, its modifier, the factor or the locality."""
    hcpcs, on = asked.hcpcs, asked.on
    period = row(con, PERIOD, [on])
    if not period:
        return _no_day(con, on)
    listed = rows(con, LISTED, [hcpcs, period["effective_from"]])
    if not listed:
        names = [period[f"{kind}_release"] for kind in ("pfs", "opps", "asc")]
        return f"{hcpcs} is in none of {', '.join(filter(None, names))}, which hold on {on}."
    modifiers = {found["modifier"] for found in listed}
    if asked.modifier not in modifiers:
        named = ", ".join(sorted(modifier or "none" for modifier in modifiers))
        return (
            f"{hcpcs} has no row with modifier '{asked.modifier}' on {on}; its modifiers: {named}."
        )
    if not period["pfs_release"]:
        return (
            f"No PFS release that holds on {on} is loaded, so there is a national row only; "
            "see `ratebook status`."
        )
    if asked.qp and not any(found["qp"] for found in listed):
        return f"{period['pfs_release']} has one conversion factor; --qp needs one with two (2026)."
    if not any(found["listed"] for found in listed):
        return f"{period['pfs_release']} does not list {hcpcs}: it has a national row only."
    return f"{asked.mac}-{asked.locality} is no locality on {on}; see the table localities."


def _no_day(con: duckdb.DuckDBPyConnection, on: date) -> str:
    held = rows(con, "select min(effective_from) as first, max(effective_through) as last "
                "from rate_periods")[0]  # fmt: skip
    return (f"No loaded release holds on {on}; the loaded ones are between {held['first']} and "
            f"{held['last']}. See `ratebook status`.")  # fmt: skip


def require_code(text: str) -> tuple[str, str]:
    """hcpcs and modifier of `20560`, `70450-26` or `g0463`."""
    code, _, modifier = text.upper().partition("-")
    if len(code) != 5 or not code.isalnum() or (modifier and len(modifier) != 2):
        raise UsageError(f"'{text}' is no code: five letters or digits, as in 20560 or 70450-26.")
    return code, modifier
