"""The rows behind answers: what codes pay in their places, for many questions at once."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import duckdb

from ratebook.ask.question import Question
from ratebook.db import Row, rows

RATES = """
    with asked as (
        select
            unnest($n::integer[]) as n, unnest($hcpcs::varchar[]) as hcpcs,
            unnest($modifier::varchar[]) as modifier, unnest($mac::varchar[]) as mac,
            unnest($locality::varchar[]) as locality, unnest($kind::varchar[]) as place_kind,
            unnest($key::varchar[]) as place, unnest($qp::boolean[]) as qp,
            unnest($span::date[]) as span
    )
    select a.n, p.*
    from asked as a
    inner join internal.site_amounts($with_index::decimal(7, 4), $deductible::decimal(12, 2),
        $pt::boolean) as p
        on a.hcpcs = p.hcpcs and a.modifier = p.modifier and a.qp = p.qp and a.mac = p.mac
        and a.locality = p.locality and a.place_kind = p.place_kind and a.place = p.place
        and {which}
    where list_contains($hcpcs, p.hcpcs) and list_contains($key, p.place)
"""
THEN = "a.span = p.effective_from"
ALWAYS = "true"  # the other spans of the place too
LOCALITIES = """
    with asked as (
        select
            unnest($n::integer[]) as n, unnest($hcpcs::varchar[]) as hcpcs,
            unnest($modifier::varchar[]) as modifier, unnest($qp::boolean[]) as qp,
            unnest($span::date[]) as span
    )
    select a.n, p.*
    from asked as a
    inner join payment_by_site as p
        on a.hcpcs = p.hcpcs and a.modifier = p.modifier and a.qp = p.qp
        and a.span = p.effective_from
    where list_contains($hcpcs, p.hcpcs)
"""


def of_places(
    con: duckdb.DuckDBPyConnection, asked: Sequence[Question], spans: Sequence[Row | None],
    every_day: bool,
) -> list[list[Row]]:  # fmt: skip
    """For each question the row of site_amounts of its place on its day, with `every_day` those of
    every span of days, by day; none on a day without a release in effect."""
    found: list[list[Row]] = [[] for _ in asked]
    held = sorted((n for n, span in enumerate(spans) if span), key=lambda n: _alike(asked[n]))
    for _, same in groupby(held, key=lambda n: _alike(asked[n])):
        keys = _keys(list(same), asked, spans)
        for name in ("mac", "locality"):
            keys[name] = [getattr(asked[n], name) for n in keys["n"]]
        for name in ("kind", "key"):
            keys[name] = [getattr(asked[n].place, name) for n in keys["n"]]
        question = asked[keys["n"][0]]
        keys |= {"with_index": question.place.wage_index, "deductible": question.deductible,
                 "pt": question.pt}  # fmt: skip
        for rate in rows(con, RATES.format(which=ALWAYS if every_day else THEN), keys):
            found[rate.pop("n")].append(rate)
    for mine in found:
        mine.sort(key=lambda rate: rate["effective_from"])
    return found


def _alike(question: Question) -> tuple[str, ...]:
    """What is one figure for a whole query."""
    return str(question.place.wage_index), str(question.deductible), str(question.pt)


def of_localities(
    con: duckdb.DuckDBPyConnection, asked: Sequence[Question], spans: Sequence[Row | None]
) -> list[list[Row]]:
    """For each question the rows of payment_by_site of its day: the nation and each locality."""
    found: list[list[Row]] = [[] for _ in asked]
    held = [n for n, span in enumerate(spans) if span]
    for rate in rows(con, LOCALITIES, _keys(held, asked, spans)) if held else ():
        found[rate.pop("n")].append(rate)
    for mine in found:
        mine.sort(key=lambda rate: (rate["mac"], rate["locality"]))
    return found


def _keys(
    held: list[int], asked: Sequence[Question], spans: Sequence[Row | None]
) -> dict[str, Any]:
    keys: dict[str, Any] = {"n": held, "span": [(spans[n] or {})["effective_from"] for n in held]}
    for name in ("hcpcs", "modifier", "qp"):
        keys[name] = [getattr(asked[n], name) for n in held]
    return keys
