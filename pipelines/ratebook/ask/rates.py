"""The rows behind answers: what codes pay in their places, for many questions at once."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import duckdb

from ratebook.ask.question import Question
from ratebook.db import Row, rows

ASKED = """
    with asked_codes as (
        select * from internal.site_codes
        where hcpcs in (select unnest($hcpcs::varchar[]))
            and list_contains($modifier, modifier) {days}
    )
"""
SPAN = "and list_contains($span::date[], effective_from)"
AMOUNTS = """internal.site_amounts(
    'asked_codes', 'asked_places', 'internal.site_localities',
    $with_index::decimal(7, 4), $deductible::decimal(12, 2), $pt::boolean
) as p"""
# Of one place its parts are constants, which takes half of the time that a join does.
ONE_PLACE = f"""{ASKED},
    asked_places as (
        select * from internal.site_places where place_kind = $kind[1] and place = $key[1]
    )
    select p.* from {AMOUNTS} where p.mac = $mac[1] and p.locality = $locality[1]
"""
PLACES = f"""{ASKED},
    asked_places as (
        select * from internal.site_places where place in (select unnest($key::varchar[]))
    ),
    asked as (
        select distinct
            unnest($hcpcs::varchar[]) as hcpcs, unnest($modifier::varchar[]) as modifier,
            unnest($mac::varchar[]) as mac, unnest($locality::varchar[]) as locality,
            unnest($kind::varchar[]) as place_kind, unnest($key::varchar[]) as place
    )
    select p.*
    from asked as a
    inner join {AMOUNTS}
        on a.hcpcs = p.hcpcs and a.modifier = p.modifier and a.mac = p.mac
        and a.locality = p.locality and a.place_kind = p.place_kind and a.place = p.place
"""
LOCALITIES = """
    select {columns} from payment_by_site as p
    where p.hcpcs in (select unnest($hcpcs::varchar[])) and list_contains($modifier, p.modifier)
        and list_contains($span::date[], p.effective_from)
"""
KEY = ("hcpcs", "modifier", "qp", "mac", "locality", "place_kind", "place")
COMPARED = (  # what is said of the other localities
    "hcpcs, modifier, qp, effective_from, mac, locality, locality_name, state, office_amount, "
    "facility_professional_amount, hopd_facility_amount, hopd_total_amount, hopd_unit_rate, "
    "asc_facility_amount, asc_total_amount, asc_unit_rate"
)


def of_places(
    con: duckdb.DuckDBPyConnection, asked: Sequence[Question], spans: Sequence[Row | None],
    every_day: bool,
) -> list[list[Row]]:  # fmt: skip
    """For each question the row of site_amounts of its place on its day, with `every_day` those of
    every span of days, by day; none on a day without a release in effect."""
    found: list[list[Row]] = [[] for _ in asked]
    held = sorted((n for n, span in enumerate(spans) if span), key=lambda n: _alike(asked[n]))
    for _, alike in groupby(held, key=lambda n: _alike(asked[n])):
        same = list(alike)
        question = asked[same[0]]
        keys = _keys(same, asked, spans) | {
            "with_index": question.place.wage_index, "deductible": question.deductible,
            "pt": question.pt,
        }  # fmt: skip
        if every_day:
            del keys["span"]
        one = len({asked[n].place for n in same}) == 1
        query = (ONE_PLACE if one else PLACES).format(days="" if every_day else SPAN)
        there = rows(con, query, keys)
        by_key: dict[tuple[Any, ...], list[Row]] = {}
        for rate in there:
            by_key.setdefault(tuple(rate[name] for name in KEY), []).append(rate)
        for n in same:
            found[n] = by_key.get(_key(asked[n]), [])
            if not every_day:
                found[n] = [r for r in found[n] if r["effective_from"] == _first_day(spans[n])]
    for mine in found:
        mine.sort(key=lambda rate: rate["effective_from"])
    return found


def _alike(question: Question) -> tuple[str, ...]:
    """What is one figure for a whole query."""
    return str(question.place.wage_index), str(question.deductible), str(question.pt)


def _fits(rate: Row, asked: Question) -> bool:
    own = (rate["hcpcs"], rate["modifier"], rate["qp"])
    return own == (asked.hcpcs, asked.modifier, asked.qp)


def _key(asked: Question) -> tuple[Any, ...]:
    """The values of KEY that a question asks for."""
    place = asked.place
    return (asked.hcpcs, asked.modifier, asked.qp, place.mac, place.locality, place.kind, place.key)


def of_localities(
    con: duckdb.DuckDBPyConnection, asked: Sequence[Question], spans: Sequence[Row | None],
    columns: str = COMPARED,
) -> list[list[Row]]:  # fmt: skip
    """For each question the rows of payment_by_site of its day: the nation and each locality."""
    held = [n for n, span in enumerate(spans) if span]
    query = LOCALITIES.format(columns=columns)
    there = rows(con, query, _named(_keys(held, asked, spans), "hcpcs", "modifier", "span"))
    there.sort(key=lambda rate: (rate["mac"], rate["locality"]))
    return [
        [rate for rate in there if _fits(rate, question)
         and rate["effective_from"] == _first_day(span)]
        for question, span in zip(asked, spans, strict=True)
    ]  # fmt: skip


def _first_day(span: Row | None) -> Any:
    return span and span["effective_from"]


def _named(keys: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: keys[name] for name in names}


def _keys(
    held: list[int], asked: Sequence[Question], spans: Sequence[Row | None]
) -> dict[str, Any]:
    keys: dict[str, Any] = {"span": sorted({_first_day(spans[n]) for n in held})}
    for name in ("hcpcs", "modifier", "mac", "locality"):
        keys[name] = [getattr(asked[n], name) for n in held]
    for name in ("kind", "key"):
        keys[name] = [getattr(asked[n].place, name) for n in held]
    return keys
