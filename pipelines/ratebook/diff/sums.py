"""Sums over the temporary view `changed`: by site, part and percent, and the largest changes.

What the PFS pays in a place and what is paid nationally are never in one sum.
"""

from decimal import Decimal
from itertools import pairwise
from typing import Any

import duckdb

from ratebook.db import Row, row, rows
from ratebook.diff.labels import PARTS, explained
from ratebook.diff.request import DiffRequest
from ratebook.diff.volumes import SITES as ALL_SITES

SIZE = "abs(worth) desc nulls last, abs(change) desc, hcpcs, modifier, place"
# A drug's rate has a third decimal, and what it moved by is more exact than the amount of one unit.
MOVED, OLD = "(change + third_decimal)", "coalesce(old_unit_rate, old_amount)"
IN_BOTH = "old_amount is not null and new_amount is not null"
# Bounds of the groups that changes are counted in, in percent of the old amount.
BOUNDS = (-20, -10, -5, -2, 0, 2, 5, 10, 20)
NO_WORTH: Row = dict.fromkeys(("worth", "worth_local", "worth_national"))
WORTH = """
    sum(worth) filter (local)::decimal(18, 2) as worth_local,
    sum(worth) filter (not local)::decimal(18, 2) as worth_national
"""
COUNTS = f"""
    count(*) as compared,
    count(*) filter (where old_amount is distinct from new_amount or third_decimal <> 0) as changed,
    count(*) filter (where {MOVED} > 0 and {IN_BOTH}) as higher,
    count(*) filter (where {MOVED} < 0 and {IN_BOTH}) as lower,
    count(*) filter (where old_amount is null) as new,
    count(*) filter (where new_amount is null) as gone
"""
SITES = f"select site, {COUNTS}, {WORTH} from amounts group by site"
LINES = """
    select site, count(*) as lines, sum(volume)::decimal(22, 4) as units,
        count(*) filter (where reason is null) as lines_priced,
        coalesce(sum(volume) filter (where reason is null), 0)::decimal(22, 4) as units_priced,
        units - units_priced as units_not_priced
    from answered group by site
"""
SHARE = """
    count(*) filter (where {part} <> 0) as amounts,
    coalesce(sum({part}) filter (where {part} > 0), 0)::decimal(18, 2) as rises,
    coalesce(sum({part}) filter (where {part} < 0), 0)::decimal(18, 2) as falls,
    round(sum({part} * volume), 2)::decimal(18, 2) as worth
"""
# The third decimal of a drug's rate belongs to what its change is owed to.
THIRD = {
    "rate_part": "case when status_part = 0 and code_part = 0 then third_decimal else 0 end",
    "status_part": "case when status_part <> 0 then third_decimal else 0 end",
    "code_part": "case when status_part = 0 and code_part <> 0 then third_decimal else 0 end",
}
# The cast: of decimals of 38 digits `coalesce` would take the scale of the coarser one.
ONE_RELEASE = """
    with rated as (
        select volume, coalesce(old_unit_rate, old_amount::decimal(18, 3)) as old_rate,
            coalesce(new_unit_rate, new_amount::decimal(18, 3)) as new_rate
        from answered where reason is not null and one_release
    )
    select count(*) as lines, coalesce(sum(volume), 0)::decimal(22, 4) as units,
        coalesce(round(sum(volume * old_rate), 2), 0)::decimal(18, 2) as old_worth,
        coalesce(round(sum(volume * new_rate), 2), 0)::decimal(18, 2) as new_worth
    from rated
"""


def sites(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """Counts by site: how many amounts were compared, and what became of them."""
    found = {one["site"]: {**one, "worth": None} for one in rows(con, SITES)}
    return [found[site] for site in ALL_SITES if site in found]


def sites_of_lines(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """Lines and units of volumes by site, how many of them are priced, and their worth."""
    counted = {one["site"]: one for one in sites(con)}
    none = dict.fromkeys(("compared", "changed", "higher", "lower", "new", "gone"), 0) | NO_WORTH
    found = {one["site"]: {**one, **counted.get(one["site"], none)} for one in rows(con, LINES)}
    return [found[site] | {"worth": _one(found[site])} for site in ALL_SITES if site in found]


def _one(sums: Row) -> Decimal | None:
    """The sum, where there is one alone: of a place and of the nation are never added."""
    each = [sums[name] for name in ("worth_local", "worth_national") if sums[name] is not None]
    return each[0] if len(each) == 1 else None


def worth(con: duckdb.DuckDBPyConnection, asked: DiffRequest) -> Row:
    """What all changes of the priced lines are worth, dollars: in the places and nationally, and
    as one where only one of them is there. A volume of no site stands for each of them, and the
    sum of those means nothing."""
    if not asked.sited:
        return dict(NO_WORTH)
    found = row(con, f"select {WORTH} from amounts") or {}
    return {"worth": _one(found), **found}


def volumes(con: duckdb.DuckDBPyConnection, asked: DiffRequest) -> dict[str, Any]:
    """How many lines and units came in, and how many of them are priced: together they are all.

    What is priced is None if a line has no site, for it is priced at some and not at others.
    """
    counted: dict[str, Any] = {
        "lines": len(asked.volumes),
        "units": sum((volume.volume for volume in asked.volumes), Decimal(0)),
        "any_priced": bool(rows(con, "select 1 from answered where reason is null limit 1")),
    }
    each = row(con, f"select sum(lines_priced)::bigint as lines, sum(units_priced) as units "
                    f"from ({LINES})") or {}  # fmt: skip
    sited = asked.sited
    for name in ("lines", "units"):
        counted[f"{name}_priced"] = each[name] if sited else None
        counted[f"{name}_not_priced"] = counted[name] - each[name] if sited else None
    return counted | {"one_release": row(con, ONE_RELEASE) if sited else None}


def parts(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """What each cause has of the changes, where it has any; in a place, and nationally."""
    found = []
    for column, name in PARTS.items():
        exact = f"({column} + {THIRD[column]})" if column in THIRD else column
        query = f"select local, {SHARE.format(part=exact)} from changed group by local"
        for one in rows(con, f"{query} order by local desc"):
            if one["amounts"]:
                found.append({"part": name, **one})
    return found


def groups(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """How many amounts changed by how many percent; those that came or went are not among them."""
    found = []
    for low, high in pairwise((None, *BOUNDS, None)):
        over = f"{MOVED} * 100 >= {low} * {OLD}" if low is not None else "true"
        under = f"{MOVED} * 100 < {high} * {OLD}" if high is not None else "true"
        query = f"select count(*) as n from changed where {IN_BOTH} and {over} and {under}"
        found.append({"low": low, "high": high, "amounts": rows(con, query)[0]["n"]})
    return found


def largest(con: duckdb.DuckDBPyConnection, which: str, limit: int | None) -> list[Row]:
    """Changes by site, in each first the ones worth most, then the largest, with percent and why.

    `limit` of each site, or all.
    """
    most = f"qualify row_number() over (partition by site order by {SIZE}) <= {limit}"
    query = f"""
        select * from changed where {which} {most if limit else ""}
        order by list_position({list(ALL_SITES)}, site), {SIZE}
    """
    return [explained(change) for change in rows(con, query)]
