"""What the schedules pay that have no column in payment_by_site: the laboratory's, and any other
that is loaded. All of it comes from the core, so that a new schedule needs nothing here.
"""

from collections.abc import Sequence
from typing import Any

import duckdb

from ratebook.ask.question import Question
from ratebook.db import Row, rows

OTHERS = """
    select distinct schedule from internal.release_days
    where schedule not in (select s.schedule from internal.site_schedules as s) order by 1
"""
AMOUNTS = """
    with asked as (
        select
            unnest($n::integer[]) as n, unnest($hcpcs::varchar[]) as hcpcs,
            unnest($modifier::varchar[]) as modifier, unnest($mac::varchar[]) as mac,
            unnest($locality::varchar[]) as locality, unnest($day::date[]) as day,
            unnest($deductible::decimal(12, 2)[]) as deductible
    ),

    placed as (
        select a.*, l.state
        from asked as a
        left join localities_history as l
            on a.mac = l.mac and a.locality = l.locality
            and a.day between l.effective_from and l.effective_through
    ),

    kinds as (
        select release, string_agg(distinct place_kind, ' or ') as place_kinds
        from internal.place_terms group by release
    )

    select
        a.n, c.schedule, s.title, s.terms, c.setting, c.modifier, c.variant, p.place_kind, p.place,
        terms_amount(c.factor, c.term_1, p.index_1, c.term_2, p.index_2, c.term_3, p.index_3)
            as unrounded,
        paid_amount(
            terms_amount(c.factor, c.cap_1, p.index_1, c.cap_2, p.index_2, c.cap_3, p.index_3), null
        ) as ceiling,
        paid_amount(
            terms_amount(c.factor, c.term_1, p.index_1, c.term_2, p.index_2, c.term_3, p.index_3),
            terms_amount(c.factor, c.cap_1, p.index_1, c.cap_2, p.index_2, c.cap_3, p.index_3)
        ) as amount,
        c.unit_rate, c.status,
        case
            when a.day < c.effective_from
                then 'in ' || c.release || ' from ' || c.effective_from || ' on'
            when p.place is null then coalesce(c.reason, 'the amount is that of a '
                || k.place_kinds || ': name a locality or a ZIP code in one')
            else c.reason
        end as reason,
        patient_owes(
            paid_amount(
                terms_amount(
                    c.factor, c.term_1, p.index_1, c.term_2, p.index_2, c.term_3, p.index_3
                ),
                terms_amount(c.factor, c.cap_1, p.index_1, c.cap_2, p.index_2, c.cap_3, p.index_3)
            ), m.medicare_share, case when m.has_deductible then a.deductible else 0 end
        ) as patient_amount,
        a.day >= c.effective_from as begun, c.release, c.effective_from, c.effective_through,
        c.factor, c.is_rate,
        [c.term_1, c.term_2, c.term_3] as term, [p.index_1, p.index_2, p.index_3] as "index",
        c.source_file, c.source_row, p.source_file as place_file, p.source_row as place_row
    from placed as a
    inner join internal.code_terms as c
        on a.hcpcs = c.hcpcs and a.modifier = c.modifier
    inner join internal.release_days as d
        on c.release = d.release and a.day between d.effective_from and d.effective_through
    inner join payment_schedules as s on c.schedule = s.schedule
    inner join kinds as k on c.release = k.release
    left join coinsurance as m on c.schedule = m.schedule
    left join internal.place_terms as p
        on c.release = p.release and case p.place_kind
            when 'nation' then true
            when 'locality' then a.mac = p.mac and a.locality = p.locality
            when 'state' then a.state = p.place
            else false
        end
    where list_contains($hcpcs, c.hcpcs) and list_contains($schedules, c.schedule)
    order by a.n, c.schedule, c.setting, c.variant
"""
ONLY_PARTS = ("terms", "unrounded", "ceiling", "factor", "is_rate", "term", "index", "place_file",
              "place_row")  # fmt: skip


def others(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The loaded schedules that payment_by_site has no column of."""
    return [found["schedule"] for found in rows(con, OTHERS)]


def amounts(
    con: duckdb.DuckDBPyConnection, asked: Sequence[Question], schedules: Sequence[str]
) -> list[list[Row]]:
    """For each question what each of some schedules pays on its day and in its place, dollars.

    A row has `schedule`, `title`, `setting`, `amount` or `reason`, `source`, and `parts`: what the
    amount is made of.
    """
    found: list[list[Row]] = [[] for _ in asked]
    if not schedules or not asked:
        return found
    keys: dict[str, Any] = {"n": list(range(len(asked))), "schedules": list(schedules)}
    for name in ("hcpcs", "modifier", "mac", "locality", "deductible"):
        keys[name] = [getattr(question, name) for question in asked]
    for row in rows(con, AMOUNTS, keys | {"day": [question.on for question in asked]}):
        found[row.pop("n")].append(_told(row))
    return found


def _told(row: Row) -> Row:
    if not row.pop("begun"):  # its own day comes later than the release's
        row["amount"] = row["unit_rate"] = row["patient_amount"] = None
    parts = {name: row.pop(name) for name in ONLY_PARTS}
    source = {"release": row["release"], "file": row.pop("source_file"),
              "row": row.pop("source_row")}  # fmt: skip
    return row | {"source": source, "parts": parts if row["amount"] is not None else None}


def lines(found: Row) -> list[str]:
    """How an amount of another schedule is made, as lines of text."""
    text = [f"{found['setting'].capitalize()} ({found['title']})", f"  {_status(found)}"]
    if parts := found["parts"]:
        text += _parts(found, parts)
    if found["amount"] is not None:
        text.append(f"  amount   ${found['amount']}")
    if found["reason"]:
        text.append(f"  {'' if found['amount'] is not None else 'no amount: '}{found['reason']}")
    return [*text, ""]


def _status(found: Row) -> str:
    source = found["source"]
    status = f"indicator {found['status']}; " if found["status"] else ""
    return f"{status}{source['release']}, {source['file']}, row {source['row']}"


def _parts(found: Row, parts: Row) -> list[str]:
    named = list(zip(parts["terms"], parts["term"], parts["index"], strict=False))
    summed = " + ".join(f"{term.normalize():f} x {index.normalize():f}" for _, term, index in named)
    factor = f"{parts['factor'].normalize():f}"
    kind = "rate" if parts["is_rate"] else "factor"
    text = [
        f"  terms    {', '.join(f'{name} {term.normalize():f}' for name, term, _ in named)}",
        f"  indices  {', '.join(f'{index.normalize():f}' for *_, index in named)}, "
        f"{_place(found, parts)}",
        f"  {kind:8} {factor}",
        f"  formula  ({summed}) x {factor} = {parts['unrounded'].normalize():f}, rounded half up "
        "to the cent",
    ]
    cap = parts["ceiling"]
    return [*text, *([f"  cap      {cap}: the lower of the two is paid"] if cap else [])]


def _place(found: Row, parts: Row) -> str:
    if not parts["place_row"]:
        return str(parts["place_file"])
    return (
        f"{found['place_kind']} {found['place']}: {parts['place_file']}, row {parts['place_row']}"
    )
