"""What changed in a year, and why: the parts of `pair_changes` for one code and place.

The view splits every difference of two amounts seven times, which takes some fifty milliseconds
of planning, so a page asks for it apart, on its own connection.
"""

from datetime import date
from typing import Any

from ratebook.ask import place, reader
from ratebook.db import Row, row, rows
from ratebook.diff.labels import PARTS
from ratebook.home import Home
from ratebook.serve.answers import PageQuestion

SITES = ("office", "professional", "hospital", "asc")  # of pair_changes
HELD = "select * from internal.rate_periods where ? between effective_from and effective_through"
PAIR = """
    select * from internal.pair_changes
    where from_release = ? and to_release = ? and hcpcs = ? and modifier = ?
        and mac = ? and locality = ? and qp = ?
"""


def since_last_year(home: Home, asked: PageQuestion) -> dict[str, Any]:
    """The releases of the day and of a year before, and per site the change and its parts."""
    question = asked.question
    before = a_year_before(question.on)
    con = reader.attached(home)
    try:
        if asked.zip_code:
            mac, locality, _ = place.find(con, None, asked.zip_code, question.on)
        else:
            mac, locality = question.mac, question.locality
        now, then = (row(con, HELD, [day]) or {} for day in (question.on, before))
        found = []
        for kind in ("pfs", "opps", "asc"):
            pair = [then.get(f"{kind}_release"), now.get(f"{kind}_release")]
            here = [mac, locality, question.qp] if kind == "pfs" else [*place.NATION, False]
            if all(pair) and pair[0] != pair[1]:
                found += rows(con, PAIR, [*pair, question.hcpcs, question.modifier, *here])
    finally:
        con.close()
    return {
        "code": question.code, "mac": mac, "locality": locality, "on": question.on,
        "since": before, "qp": question.qp,
        "releases": {kind: now.get(f"{kind}_release") for kind in ("pfs", "opps", "asc")},
        "releases_before": {kind: then.get(f"{kind}_release") for kind in ("pfs", "opps", "asc")},
        "changes": [_told(row) for site in SITES for row in _of_site(found, site)],
    }  # fmt: skip


def _of_site(found: list[Row], site: str) -> list[Row]:
    """The change of a site: two schedules may tell it, and one of them has the amounts."""
    rows = sorted((row for row in found if row["site"] == site), key=_is_blank)
    return [row for row in rows if not _is_blank(row)] or rows[:1]


def _is_blank(row: Row) -> bool:
    return row["old_amount"] is None and row["new_amount"] is None


def a_year_before(day: date) -> date:
    """The same day of the year before; 28 February for 29 February."""
    year = max(day.year - 1, 1)
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=year, day=28) if leap_day else day.replace(year=year)


def _told(row: Row) -> Row:
    parts = [
        {"part": name, "words": words, "amount": row[name]}
        for name, words in PARTS.items()
        if row[name]
    ]
    kept = ("site", "mac", "locality", "from_release", "to_release", "old_amount", "new_amount",
            "old_unit_rate", "new_unit_rate", "old_reason", "new_reason")  # fmt: skip
    change = None if _is_blank(row) else row["change"]
    return {**{name: row[name] for name in kept}, "change": change, "parts": parts}
