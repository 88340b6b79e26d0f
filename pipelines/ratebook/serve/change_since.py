"""What changed in a year, and why: the parts of `pair_changes` for one code and place.

The view splits every difference of two amounts nine times, which takes some forty milliseconds,
most of them its plan, so a page asks for it apart, on its own connection.
"""

from datetime import date
from typing import Any

import duckdb

from ratebook import catalog
from ratebook.ask import place, reader, schedules, where
from ratebook.ask.known import KINDS
from ratebook.db import Row, rows
from ratebook.diff.labels import PARTS
from ratebook.home import Home
from ratebook.serve.answers import PageQuestion

HELD = """
    select schedule, release from internal.release_days
    where ? between effective_from and effective_through
"""
# In a place of its own kind where the schedule has one for it, else in the nation.
PAIR = """
    select * from internal.pair_changes
    where from_release = $old and to_release = $new and hcpcs = $hcpcs and modifier = $modifier
        and (qp = $qp or schedule <> 'PFS')
        and case
            when schedule = 'PFS' then mac = $mac and locality = $locality
            when schedule in ('OPPS', 'ASC') then place_kind = $kind and place = $key
            when place_kind = 'state' then place = $state
            else place_kind = 'nation'
        end
"""


def since_last_year(home: Home, asked: PageQuestion) -> dict[str, Any]:
    """The releases of the day and of a year before, and per site the change and its parts."""
    question = asked.question
    before = a_year_before(question.on)
    con = reader.attached(home)
    try:
        here = where.find(con, asked.where, question.on)
        state = place.name_of(con, here.mac, here.locality, question.on)["state"]
        now, then = (_held(con, day) for day in (question.on, before))
        found: list[Row] = []
        names = [kind.upper() for kind in KINDS] + schedules.others(con)
        keys = {"hcpcs": question.hcpcs, "modifier": question.modifier, "qp": question.qp,
                "mac": here.mac, "locality": here.locality, "kind": here.kind, "key": here.key,
                "state": state}  # fmt: skip
        for schedule in names:
            old, new = then.get(schedule), now.get(schedule)
            own = schedule == "OPPS" and here.wage_index is not None  # known for one day alone
            if old and new and old != new and not own:
                found += rows(con, PAIR, keys | {"old": old, "new": new})
    finally:
        con.close()
    return {
        "code": question.code, "mac": here.mac, "locality": here.locality, "on": question.on,
        "since": before, "qp": question.qp,
        "releases": {name.lower(): now.get(name) for name in names},
        "releases_before": {name.lower(): then.get(name) for name in names},
        "changes": [_told(row) for site in catalog.settings() for row in _of_site(found, site)],
    }  # fmt: skip


def _held(con: duckdb.DuckDBPyConnection, day: date) -> dict[str, str]:
    """The release of each schedule in effect on a day."""
    return {found["schedule"]: found["release"] for found in rows(con, HELD, [day])}


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
    kept = ("site", "place_kind", "mac", "locality", "from_release", "to_release", "old_amount",
            "new_amount", "old_unit_rate", "new_unit_rate", "old_reason", "new_reason")  # fmt: skip
    change = None if _is_blank(row) else row["change"]
    return {**{name: row[name] for name in kept}, "change": change, "parts": parts}
