"""What stands for office, hospital and ASC where a code is on another schedule alone."""

from collections.abc import Sequence

import duckdb

from ratebook.ask.place import name_of
from ratebook.ask.question import Question
from ratebook.db import Row
from ratebook.errors import AnswerError

REASONS = ("office_reason", "hopd_reason", "asc_reason", "professional_reason",
           "hopd_minus_office_reason")  # fmt: skip


class Blank(Row):
    """A row of payment_by_site that is not there: every column NULL but those given."""

    def __missing__(self, name: str) -> None:
        return None


def no_sites(
    con: duckdb.DuckDBPyConnection, asked: Question, span: Row | None, why: AnswerError,
    others: Sequence[Row],
) -> Row:  # fmt: skip
    """A row without an amount, with the reason why none of the three sites has one.

    `others`: what other schedules say of the code. `span`: the row of rate_periods of the day, None
    where no release of theirs is in effect.
    """
    listed = f"not listed with modifier {asked.modifier}" if asked.modifier else "not listed"
    reason = {
        "no-such-modifier": listed,
        "unknown-code": listed,
        "unloaded-date": f"no release in effect on {asked.on} is loaded",
    }.get(why.kind, why.message)
    if others and why.kind != "unloaded-date":
        reason = f"paid under the {others[0]['title']}: {others[0]['release']} lists it"
    where = name_of(con, asked.mac, asked.locality, asked.on)
    key = {"hcpcs": asked.hcpcs, "mac": asked.mac, "locality": asked.locality}
    return Blank((span or {}) | where | key | dict.fromkeys(REASONS, reason))
