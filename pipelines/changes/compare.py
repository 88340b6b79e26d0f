"""The comparison itself: the changed amounts of some releases, places and codes, summed up.

The SQL of `pair_changes` splits each change; here it is asked, counted and, with volumes,
multiplied. Amounts stay decimals of DuckDB.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.changes import sums
from pipelines.changes.pairs import Pair
from pipelines.changes.volumes import COLUMNS, Volume
from pipelines.errors import DataError, UsageError
from pipelines.load import insert
from pipelines.place import NATION, named
from pipelines.reader import origin, row, rows

CODES = """
    exists (
        select 1 from asked_codes as a
        where a.hcpcs = c.hcpcs and coalesce(a.modifier, c.modifier) = c.modifier
    )
"""
# A code may have several lines of volumes: all that fit a row are added up. What a hospital or an
# ASC is paid is national, so that volumes of any locality are of it.
AMOUNTS = """
    insert into amounts
    select *, change * volume as worth from (
        select c.*, (
            select sum(v.volume)::decimal(22, 4) from volumes as v
            where v.hcpcs = c.hcpcs and v.modifier = c.modifier
            and coalesce(v.site, c.site) = c.site
            and (c.site in ('hospital', 'asc') or (
                coalesce(v.mac, c.mac) = c.mac and coalesce(v.locality, c.locality) = c.locality))
        ) as volume
        from pair_changes as c where {where} and coalesce(old_amount, new_amount) is not null
    )
"""
CHANGED = "select * from amounts where old_amount is distinct from new_amount"
COMPARED = "select site, count(*) as compared from amounts group by site"
FACTOR = "select 1 from facility_site_codes where release = ? and factor is not null limit 1"
QP = "select 1 from conversion_factors where qp and list_contains(?, release) limit 1"
UNKNOWN = """
    select distinct concat_ws('-', hcpcs, nullif(modifier, '')) as code
    from (select hcpcs, modifier from asked_codes 
          union all select hcpcs, modifier from volumes) as a
    where not exists (
        select 1 from pfs_site_codes as p where list_contains(?, p.release)
        and p.hcpcs = a.hcpcs and p.modifier = coalesce(a.modifier, p.modifier)
    ) and not exists (
        select 1 from facility_site_codes as f where list_contains(?, f.release)
        and f.hcpcs = a.hcpcs and coalesce(a.modifier, '') = ''
    ) order by 1
"""


@dataclass(frozen=True)
class Question:
    """What to compare: pairs of releases, places (None: all), codes (empty: all), the factor,
    and volumes (none: only rates)."""

    pairs: Sequence[Pair]
    places: Sequence[tuple[str, str]] | None = (NATION,)
    codes: Sequence[tuple[str, str | None]] = ()
    qp: bool = False
    volumes: Sequence[Volume] = ()


def compare(con: duckdb.DuckDBPyConnection, asked: Question, limit: int | None) -> dict[str, Any]:
    """The report: pairs, counts by site, sums by part, groups of percent, the largest changes.

    The largest are by what they are worth where there are volumes, else by the change; `limit`
    of each site that changed and as many of those that came or went, or all. Leaves the temporary
    table `amounts` with every amount of either release, and `changed`, a view of those that differ.
    """
    _require(con, asked)
    _fill(con, asked)
    unknown = _unknown(con, asked)
    return {
        "origin": origin(con),
        "pairs": [vars(pair) for pair in asked.pairs],
        "places": None if asked.places is None else [named(*place) for place in asked.places],
        "qp": asked.qp,
        "sites": sums.sites(con, {one["site"]: one["compared"] for one in rows(con, COMPARED)}),
        "parts": sums.parts(con),
        "groups": sums.groups(con),
        "largest": sums.largest(con, sums.IN_BOTH, limit),
        "came_or_went": sums.largest(con, f"not ({sums.IN_BOTH})", limit),
        "rows": rows(con, "select count(*) as n from changed")[0]["n"],
        "weighted": bool(asked.volumes),
        # A volume of no site stands for each of them, and the sum of those means nothing.
        "worth": sums.worth(con) if all(volume[2] for volume in asked.volumes) else None,
        "unknown": unknown,
        "notes": _notes(con, asked),
    }


def _require(con: duckdb.DuckDBPyConnection, asked: Question) -> None:
    """Localities and a factor that exist, and volumes of what is compared."""
    pfs = [pair for pair in asked.pairs if pair.dataset == "PFS"]
    names = [name for pair in pfs for name in (pair.old, pair.new)]
    if asked.volumes:
        _require_places(asked)
    if not pfs and (asked.places is None or tuple(asked.places) != (NATION,)):
        raise UsageError("What OPPS and ASC pay is national: leave --locality out.")
    for mac, locality in (asked.places or ()) if pfs else ():
        found = row(con, "select 1 from locality_indices where mac = ? and locality = ? "
                    "and (list_contains(?, release) or mac = 'national')",
                    [mac, locality, names])  # fmt: skip
        if not found:
            raise DataError(f"{mac}-{locality} is no locality of {' or '.join(names)}; "
                            "see the table localities.")  # fmt: skip
    if pfs and asked.qp and not row(con, QP, [names]):
        raise DataError(f"{' and '.join(names)} have one conversion factor; --qp needs a release "
                        "with two (2026).")  # fmt: skip


def _require_places(asked: Question) -> None:
    """Volumes that say which locality they are of, and that it is compared."""
    placed = {(volume[3], volume[4]) for volume in asked.volumes if volume[3]}
    if not placed and (asked.places is None or len(asked.places) > 1):
        raise UsageError("Several localities: give the volumes a column `locality` (10112-00).")
    left_out = sorted(placed - set(asked.places)) if asked.places is not None else []
    if left_out:
        mac, locality = left_out[0]
        raise UsageError(
            f"The volumes name {named(str(mac), str(locality))}, which is not compared: add "
            "--locality for it, or --locality all."
        )


def _fill(con: duckdb.DuckDBPyConnection, asked: Question) -> None:
    con.execute("create or replace temp table asked_codes (hcpcs varchar, modifier varchar)")
    insert(con, "asked_codes", asked.codes)
    con.execute(f"create or replace temp table volumes ({COLUMNS})")
    insert(con, "volumes", asked.volumes)
    con.execute("create or replace temp table amounts as "
                "select c.*, null::decimal(22, 4) as volume, null::decimal(38, 6) as worth "
                "from pair_changes as c where false")  # fmt: skip
    for pair in asked.pairs:
        where, params = _where(asked, pair)
        con.execute(AMOUNTS.format(where=where), params)
    con.execute(f"create or replace temp view changed as {CHANGED}")


def _where(asked: Question, pair: Pair) -> tuple[str, list[Any]]:
    """The rows of `pair_changes` that a question is about, of one pair. Hospital and ASC have
    neither localities nor a factor of their own for QPs."""
    said, params = ["from_release = ?", "to_release = ?"], [pair.old, pair.new]
    if pair.dataset == "PFS":
        said.append("qp" if asked.qp else "not qp")
        if asked.places is not None:
            said.append(f"({' or '.join(['mac = ? and locality = ?'] * len(asked.places))})")
            params += [word for place in asked.places for word in place]
    if asked.codes:
        hcpcs = sorted({code for code, _ in asked.codes})  # beside CODES, so that little is read
        said += [f"hcpcs in ({', '.join('?' for _ in hcpcs)})", CODES]
        params += hcpcs
    return " and ".join(said), params


def _unknown(con: duckdb.DuckDBPyConnection, asked: Question) -> list[str]:
    """Codes that were asked for, or have a volume, and that neither release lists.

    Raises DataError where that is all of those asked for.
    """
    names = [name for pair in asked.pairs for name in (pair.old, pair.new)]
    found = [one["code"] for one in rows(con, UNKNOWN, [names, names])]
    if asked.codes and len(found) >= len(set(asked.codes)) and not asked.volumes:
        raise DataError(f"{', '.join(found)}: in none of {', '.join(names)}.")
    return found


def _notes(con: duckdb.DuckDBPyConnection, asked: Question) -> list[str]:
    """What a reader of the sums should know."""
    found = []
    for pair in asked.pairs:
        without = [name for name in (pair.old, pair.new) if not row(con, FACTOR, [name])]
        if pair.dataset != "PFS" and without:
            found.append(
                f"{' and '.join(without)} print no weights: what the factor of {pair.dataset} has "
                "of a change is in its rate"
            )
    if asked.volumes and not all(volume[2] for volume in asked.volumes):
        found.append(
            "volumes without a site stand for each site in turn, so that nothing is summed over "
            "them: give a column `site` (office, professional, hospital, asc) for one total"
        )
    return found
