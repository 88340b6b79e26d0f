"""Sums over the temporary view `changed`: by site, part and percent, and the largest changes."""

from decimal import Decimal
from itertools import pairwise

import duckdb

from pipelines.changes.volumes import SITES as ALL_SITES
from pipelines.changes.words import PARTS, percent, why
from pipelines.reader import Row, rows

SIZE = "abs(worth) desc nulls last, abs(change) desc, hcpcs, modifier, mac, locality"
IN_BOTH = "old_amount is not null and new_amount is not null"
# Bounds of the groups that changes are counted in, in percent of the old amount.
BOUNDS = (-20, -10, -5, -2, 0, 2, 5, 10, 20)
SITES = """
    select
        site,
        count(*) as changed,
        count(*) filter (where change > 0 and old_amount is not null and new_amount is not null)
            as higher,
        count(*) filter (where change < 0 and old_amount is not null and new_amount is not null)
            as lower,
        count(*) filter (where old_amount is null) as new,
        count(*) filter (where new_amount is null) as gone,
        round(sum(worth), 2)::decimal(18, 2) as worth
    from changed group by site
"""
SHARE = """
    count(*) filter (where {part} <> 0) as amounts,
    coalesce(sum({part}) filter (where {part} > 0), 0)::decimal(18, 2) as rises,
    coalesce(sum({part}) filter (where {part} < 0), 0)::decimal(18, 2) as falls,
    round(sum({part} * volume), 2)::decimal(18, 2) as worth
"""


def sites(con: duckdb.DuckDBPyConnection, compared: dict[str, int]) -> list[Row]:
    """Counts by site: how many amounts were compared, and what became of them."""
    changed = {found["site"]: found for found in rows(con, SITES)}
    none = dict.fromkeys(("changed", "higher", "lower", "new", "gone"), 0) | {"worth": None}
    return [
        {"site": site, "compared": compared[site], **(none | changed.get(site, {}))}
        for site in ALL_SITES
        if site in compared
    ]


def parts(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """What each cause has of the changes, where it has any."""
    found = []
    for column, name in PARTS.items():
        share = rows(con, f"select {SHARE.format(part=column)} from changed")[0]
        if share["amounts"]:
            found.append({"part": name, **share})
    return found


def groups(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """How many amounts changed by how many percent; those that came or went are not among them."""
    found = []
    for low, high in pairwise((None, *BOUNDS, None)):
        over = f"change * 100 >= {low} * old_amount" if low is not None else "true"
        under = f"change * 100 < {high} * old_amount" if high is not None else "true"
        query = f"select count(*) as n from changed where {IN_BOTH} and {over} and {under}"
        found.append({"low": low, "high": high, "amounts": rows(con, query)[0]["n"]})
    return found


def largest(con: duckdb.DuckDBPyConnection, which: str, limit: int | None) -> list[Row]:
    """Changes by site, in each first the ones worth most, then the largest, with percent and why.

    `limit` of each site, or all.
    """
    most = f"qualify row_number() over (partition by site order by {SIZE}) <= {limit}"
    query = f"""
        select * exclude (consecutive) from changed where {which} {most if limit else ""}
        order by list_position({list(ALL_SITES)}, site), {SIZE}
    """
    return [
        change | {"percent": percent(change["change"], change["old_amount"]), "why": why(change)}
        for change in rows(con, query)
    ]


def worth(con: duckdb.DuckDBPyConnection) -> Decimal | None:
    """What all changes are worth together, dollars; None without volumes."""
    query = "select round(sum(worth), 2)::decimal(18, 2) as worth from changed"
    found: Decimal | None = rows(con, query)[0]["worth"]
    return found
