"""Why a question has no answer: the day, the code, its modifier, the factor or the place."""

from datetime import date

import duckdb

from ratebook.ask.question import Question
from ratebook.db import Row, rows
from ratebook.errors import AnswerError

EARLIER = """
    select release, last_release, listing from internal.last_listings
    where hcpcs = ? and list_contains(?, release) order by dataset desc
"""
HELD = ("pfs_release", "opps_release", "asc_release")
LISTED = """
    select distinct modifier, qp from internal.site_codes
    where hcpcs = ? and effective_from = ? order by 1, 2
"""


def why_nothing(
    con: duckdb.DuckDBPyConnection, asked: Question, period: Row | None, periods: list[Row],
    short: list[Row],
) -> AnswerError:  # fmt: skip
    """The reason why payment_by_site has no row for a question, in words and as a kind."""
    hcpcs, on = asked.hcpcs, asked.on
    if not period:
        return _no_day(on, periods)
    listed = rows(con, LISTED, [hcpcs, period["effective_from"]])
    if not listed:
        return AnswerError("unknown-code", _unknown_code(con, hcpcs, on, period, short))
    modifiers = {found["modifier"] for found in listed}
    if asked.modifier not in modifiers:
        there = tuple(sorted(modifiers))
        named = ", ".join(f"{hcpcs}-{modifier}" if modifier else hcpcs for modifier in there)
        return AnswerError(
            "no-such-modifier",
            (
                f"{hcpcs} has no row with modifier '{asked.modifier}' on {on}. It has rows with: "
                f"{named}."
            ),
            there,
        )
    if asked.qp and not any(found["qp"] for found in listed):
        return AnswerError(
            "no-qp",
            f"{period['pfs_release']} has a single conversion factor, for everyone.",
            hint="--qp applies to releases with two, from 2026 on.",
        )
    return AnswerError(
        "unknown-locality",
        f"{asked.mac}-{asked.locality} is not a locality on {on}.",
        hint="`ratebook localities` lists them.",
    )


def _unknown_code(
    con: duckdb.DuckDBPyConnection, hcpcs: str, on: date, period: Row, short: list[Row]
) -> str:
    """Where the code was listed last, and which of the lists are short."""
    names = [period[name] for name in HELD if period[name]]
    words = [f"{hcpcs} is not in any of {', '.join(names)}, the releases in effect on {on}."]
    words += [
        f"It was last in {found['last_release']}: {found['listing']}."
        for found in rows(con, EARLIER, [hcpcs, names])
    ]
    return " ".join([*words, *(f"Note: {s['says']}." for s in short if s["release"] in names)])


def _no_day(on: date, periods: list[Row]) -> AnswerError:
    if not periods:
        return AnswerError(
            "unloaded-date", "No PFS, OPPS or ASC release is loaded.", hint="See `ratebook status`."
        )
    first = periods[0]["effective_from"]
    last = max(p["effective_through"] for p in periods)
    before = f" For the latest loaded rates use --on {last}." if last < on else ""
    return AnswerError(
        "unloaded-date",
        f"No loaded release is in effect on {on}; loaded releases cover {first} to {last}.",
        hint=f"See `ratebook status`.{before}",
    )
