"""`ratebook status`: what is loaded, what holds today, what CMS has that is not loaded."""

from datetime import date

import duckdb

from pipelines import catalog
from pipelines.reader import Row, rows

LOADED = """
    select
        r.dataset, r.release, r.effective_from, r.effective_through, r.stale_from, r.revision,
        r.published_on, sum(f.rows_loaded)::integer as rows,
        sum(f.rows_rejected)::integer as rejected,
        ? between r.effective_from and r.effective_through as holds_today,
        coalesce(r.stale_from <= ? and ? between r.effective_from and r.effective_through, false)
            as stale_today
    from releases as r
    left join files as f on r.release = f.release
    group by all
    order by r.dataset, r.effective_from
"""


def loaded(con: duckdb.DuckDBPyConnection, today: date) -> list[Row]:
    """The loaded releases by data set and first day, each with what it is worth today."""
    return rows(con, LOADED, [today, today, today])


def stale(con: duckdb.DuckDBPyConnection, today: date) -> list[str]:
    """The releases that hold today although a later one is due, in words."""
    return [
        f"{found['release']} is stale: a later release is due since {found['stale_from']}"
        for found in loaded(con, today)
        if found["stale_today"]
    ]


def not_loaded(releases: list[Row], today: date) -> list[Row]:
    """Releases the catalog lists, not loaded, that have begun in a year with a loaded one."""
    have = {found["release"] for found in releases}
    years = {found["effective_from"].year for found in releases} | {today.year}
    return [
        {"dataset": r.dataset, "release": r.name, "effective_from": r.effective_from}
        for r in catalog.known()
        if r.rank and r.name not in have and r.year in years and r.effective_from <= today
    ]
