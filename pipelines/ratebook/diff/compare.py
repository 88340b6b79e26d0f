"""The comparison itself: the changed amounts of some releases, places and codes, summed up.

The SQL of `pair_changes` splits each change; here it is asked and counted, or the lines of
volumes are priced with it. Amounts stay decimals of DuckDB.
"""

from collections.abc import Sequence
from typing import Any

import duckdb

from ratebook import catalog
from ratebook.ask.known import short_lists
from ratebook.ask.place import NATION, named
from ratebook.ask.reader import origin
from ratebook.db import Row, insert, row, rows
from ratebook.diff import sentences, sums, volume_prices
from ratebook.diff.modifiers import resolve
from ratebook.diff.release_pairs import Pair
from ratebook.diff.request import DiffRequest
from ratebook.errors import DataError, UsageError

Code = tuple[str, str | None]  # hcpcs and the modifier of its row, None for each that there is
CODES = """
    exists (
        select 1 from asked_codes as a
        where a.hcpcs = c.hcpcs and coalesce(a.modifier, c.modifier) = c.modifier
    )
"""
AMOUNTS = """
    create or replace temp table amounts as
    select {kept}, place_kind <> 'nation' as local, null::decimal(22, 4) as volume,
        null::decimal(18, 2) as worth, 0::decimal(12, 3) as third_decimal
    from internal.pair_changes where false
"""
OF_RATES = """
    insert into amounts
    select {kept}, place_kind <> 'nation' as local, null as volume, null as worth,
        coalesce(new_unit_rate - old_unit_rate - change, 0) as third_decimal
    from internal.pair_changes as c where {where} and coalesce(old_amount, new_amount) is not null
"""
# A code may have several lines of volumes: what they come to is added up.
OF_LINES = """
    insert into amounts by name
    select * exclude (id, written, volume, worth, condition), sum(volume) as volume,
        sum(worth) as worth
    from per_line group by all
"""
CHANGED = """
    select * from amounts
    where old_amount is distinct from new_amount or third_decimal <> 0
"""
# Whether rates are those of a class (an APC), and of weights at a factor.
MADE = """
    select count(class) > 0 as classed, count(weight_factor) > 0 as weighted
    from internal.code_terms where release = ?
"""
QP = "select 1 from conversion_factors where qp and list_contains(?, release) limit 1"
UNKNOWN = """
    select distinct concat_ws('-', hcpcs, nullif(modifier, '')) as code
    from asked_codes as a
    where not exists (
        select 1 from internal.code_terms as c where list_contains(?, c.release)
        and c.hcpcs = a.hcpcs and c.modifier = coalesce(a.modifier, c.modifier)
    ) order by 1
"""


def compare(
    con: duckdb.DuckDBPyConnection, asked: DiffRequest, limit: int | None
) -> dict[str, Any]:
    """The report: pairs, counts by site, sums by part, groups of percent, the largest changes;
    with volumes what each line is worth, or why it cannot be told.

    The largest are by what they are worth where there are volumes, else by the change; `limit`
    of each site that changed and as many of those that came or went, or all. Leaves the temporary
    table `amounts` with every amount of either release (of priced lines where there are volumes),
    and `changed`, a view of those that differ.
    """
    _require(con, asked)
    codes, refused = _codes(con, asked)
    _fill(con, asked, codes)
    unknown = _unknown(con, asked, codes, refused)
    weighted = bool(asked.volumes)
    report = {
        "origin": origin(con),
        "pairs": [_told(pair) for pair in asked.pairs],
        "places": None if asked.places is None else [named(*place) for place in asked.places],
        "qp": asked.qp,
        "sites": sums.sites_of_lines(con) if weighted else sums.sites(con),
        "parts": sums.parts(con),
        "groups": sums.groups(con),
        "largest": sums.largest(con, sums.IN_BOTH, limit),
        "came_or_went": sums.largest(con, f"not ({sums.IN_BOTH})", limit),
        "rows": rows(con, "select count(*) as n from changed")[0]["n"],
        "weighted": weighted,
        "local": asked.local,
        **(sums.worth(con, asked) if weighted else sums.NO_WORTH),
        "volumes": sums.volumes(con, asked) if weighted else None,
        "priced": volume_prices.priced(con) if weighted else [],
        "not_priced": volume_prices.not_priced(con) if weighted else [],
        "unknown": unknown,
        "refused": refused,
        "notes": _notes(con, asked),
    }
    return report | {"summary": sentences.sums(report)}


def _told(pair: Pair) -> Row:
    return {name: value for name, value in vars(pair).items() if name != "kinds"}


def _require(con: duckdb.DuckDBPyConnection, asked: DiffRequest) -> None:
    """Localities and a factor that exist, and volumes of what is compared."""
    local = [pair for pair in asked.pairs if pair.local]
    names = [name for pair in local for name in (pair.old, pair.new)]
    if asked.volumes:
        _require_places(asked)
    if not local and (asked.places is None or tuple(asked.places) != (NATION,)):
        given = " and ".join(dict.fromkeys(pair.dataset for pair in asked.pairs))
        raise UsageError(f"{given} rates have no localities: leave out --locality.")
    for mac, locality in (asked.places or ()) if local else ():
        found = row(con, "select 1 from internal.place_terms where mac = ? and locality = ? "
                    "and (list_contains(?, release) or mac = 'national')",
                    [mac, locality, names])  # fmt: skip
        if not found:
            raise DataError(f"{mac}-{locality} is not a locality in {' or '.join(names)}; see the "
                            "table localities.")  # fmt: skip
    if local and asked.qp and not row(con, QP, [names]):
        raise DataError(f"{' and '.join(names)} have a single conversion factor; --qp needs a "
                        "release with two (2026).")  # fmt: skip


def _require_places(asked: DiffRequest) -> None:
    """Volumes that say which locality they are of, and that it is compared."""
    several = asked.places is None or len(asked.places) > 1
    unplaced = [volume.line for volume in asked.volumes if not volume.mac]
    if several and unplaced:
        raise UsageError(
            "With several localities, every line of the volumes needs a `locality` (10112-00); "
            f"line {unplaced[0]} has none."
        )
    placed = {(volume.mac or "", volume.locality or "") for volume in asked.volumes if volume.mac}
    left_out = sorted(placed - set(asked.places)) if asked.places is not None else []
    if left_out:
        raise UsageError(
            f"The volumes include {named(*left_out[0])}, which is not being compared: add "
            "--locality for it, or --locality all."
        )


def _codes(con: duckdb.DuckDBPyConnection, asked: DiffRequest) -> tuple[list[Code], list[str]]:
    """The rows of the codes asked for, and what to say of those whose modifier changes the fee."""
    given = [(code.hcpcs, code.modifiers, ("professional",)) for code in asked.codes
             if code.modifiers]  # fmt: skip
    found = resolve(con, given, asked.releases)
    codes: list[Code] = [(code.hcpcs, "" if code.modifiers == () else None)
                         for code in asked.codes if not code.modifiers]  # fmt: skip
    codes += [(hcpcs, row) for (hcpcs, _, _), (row, why) in found.items() if not why]
    refused = [f"{'-'.join([hcpcs, *modifiers])}: {why}"
               for (hcpcs, modifiers, _), (_, why) in found.items() if why]  # fmt: skip
    return codes, refused


def _fill(con: duckdb.DuckDBPyConnection, asked: DiffRequest, codes: Sequence[Code]) -> None:
    con.execute("create or replace temp table asked_codes (hcpcs varchar, modifier varchar)")
    insert(con, "asked_codes", codes)
    con.execute(AMOUNTS.format(kept=volume_prices.KEPT))
    if asked.volumes:
        volume_prices.price(con, asked, codes)
        con.execute(OF_LINES)
    else:
        for pair in asked.pairs:
            where, params = _where(asked, pair, codes)
            con.execute(OF_RATES.format(kept=volume_prices.KEPT, where=where), params)
    con.execute(f"create or replace temp view changed as {CHANGED}")


def _where(asked: DiffRequest, pair: Pair, codes: Sequence[Code]) -> tuple[str, list[Any]]:
    said, params = asked.where(pair)
    if asked.codes:
        hcpcs = sorted({code for code, _ in codes})  # beside CODES, so that little is read
        said += f" and hcpcs in ({', '.join('?' for _ in hcpcs) or 'null'}) and {CODES}"
        params += hcpcs
    return said, params


def _unknown(
    con: duckdb.DuckDBPyConnection, asked: DiffRequest, codes: Sequence[Code], refused: list[str]
) -> list[str]:
    """Codes that were asked for and that neither release lists.

    Raises DataError if not one of those asked for can be compared.
    """
    if not asked.codes:
        return []
    names = [name for pair in asked.pairs for name in (pair.old, pair.new)]
    found = [one["code"] for one in rows(con, UNKNOWN, [names])]
    if len(found) >= len(set(codes)) and not asked.volumes:
        lost = [f"{', '.join(found)}: not in any of {', '.join(names)}"] if found else []
        raise DataError(f"{'; '.join([*lost, *refused])}.")
    return found


def _notes(con: duckdb.DuckDBPyConnection, asked: DiffRequest) -> list[str]:
    """What a reader of the sums should know."""
    found = short_lists(con, (name for pair in asked.pairs for name in (pair.old, pair.new)))
    for pair in asked.pairs:
        made = {name: row(con, MADE, [name]) or {} for name in (pair.old, pair.new)}
        without = [name for name, of in made.items() if of["classed"] and not of["weighted"]]
        if without:
            found.append(
                f"{' and '.join(without)} print no weights: the part of a change that comes from "
                f"the {pair.dataset} conversion factor is included in its rate"
            )
    national = list(dict.fromkeys(pair.dataset for pair in asked.pairs if not pair.kinds))
    if asked.local and national:
        found.append(f"{' and '.join(national)} amounts are national")
    indexed = [pair.dataset for pair in asked.pairs if "wage area" in pair.kinds]
    if asked.local and indexed:
        found.append(
            f"{' and '.join(dict.fromkeys(indexed))} amounts of a locality are estimates: by the "
            "wage index of its area, or the median of its areas"
        )
    if not asked.sited:
        sites = list(dict.fromkeys(catalog.settings()))
        found.append(
            "volumes without a site are applied to each site in turn, so they are not summed: "
            f"add a column `site` ({', '.join(sites)}) to get one total"
        )
    return found
