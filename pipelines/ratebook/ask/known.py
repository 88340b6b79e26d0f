"""What every answer needs of a warehouse: which releases hold, what is stale, what is short."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from ratebook.ask import schedules
from ratebook.ask.reader import origin
from ratebook.db import Row, rows

SHORT = """
    select release, 'the list of ' || release || ' is short: ' || min(says) as says
    from internal.short_lists group by release order by release
"""
KINDS = ("pfs", "opps", "asc")


@dataclass(frozen=True)
class Known:
    """What answers need of a warehouse whatever is asked."""

    origin: str
    periods: list[Row]
    stale: list[Row]
    short: list[Row]  # releases whose list of codes is shorter than the one before
    schedules: list[str]  # that payment_by_site has no column of


def known_of(con: duckdb.DuckDBPyConnection) -> Known:
    """What answers need of the warehouse that a connection reads."""
    return Known(
        origin(con),
        rows(con, "select * from internal.rate_periods order by effective_from"),
        rows(con, "select release, stale_from from releases where stale_from is not null"),
        rows(con, SHORT),
        schedules.others(con),
    )


def short_lists(con: duckdb.DuckDBPyConnection, releases: Iterable[str]) -> list[str]:
    """Which of some releases list fewer codes than they should, in words."""
    used = set(releases)
    return [str(found["says"]) for found in rows(con, SHORT) if found["release"] in used]


def releases_of(held: Row | None) -> dict[str, str | None]:
    """The three releases that a row of payment_by_site or rate_periods names, by `pfs`, `opps`
    and `asc`; each is None without a row."""
    return {kind: held[f"{kind}_release"] if held else None for kind in KINDS}


def period(periods: list[Row], on: date) -> Row | None:
    """The row of rate_periods that contains a day."""
    return next((p for p in periods if p["effective_from"] <= on <= p["effective_through"]), None)


def warnings(rate: Row, on: date, known: Known, others: Iterable[str] = ()) -> list[str]:
    """What a person should know before using the row on this day, and the releases of `others`
    beside it."""
    used = {kind.upper(): release for kind, release in releases_of(rate).items()}
    names = {*used.values(), *others}
    short = [row["says"] for row in known.short if row["release"] in names]
    absent = [
        f"no {kind} release in effect on {on} is loaded"
        for kind, release in used.items()
        if release is None and rate["stale_from"] and rate["stale_from"] <= on
    ]
    return [*short, *absent, *_late(names, on, known.stale)]


def _late(names: Iterable[str | None], on: date, stale: list[Row]) -> list[str]:
    late = [r for r in stale if r["release"] in names and r["stale_from"] <= on]
    return [
        f"{found['release']} is stale: a later release has been due since {found['stale_from']} "
        "and is not loaded (`ratebook status`)"
        for found in sorted(late, key=lambda r: (r["stale_from"], r["release"]))
    ]
