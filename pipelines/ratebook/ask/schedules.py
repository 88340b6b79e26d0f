"""What the schedules pay that have no column in payment_by_site: the laboratory's, and any other
that is loaded. All of it comes from the core, so that a new schedule needs nothing here.
"""

from collections.abc import Sequence
from typing import Any

import duckdb

from ratebook.ask import listed
from ratebook.ask.question import Question
from ratebook.db import Row, rows

OTHERS = """
    select distinct schedule from internal.release_days
    where schedule not in (select s.schedule from internal.site_schedules as s) order by 1
"""
# Of a schedule whose amount is that of an area the one that holds is chosen: a former bidding area
# before the rural part of a state before the state (42 CFR 414.210(g)). Where the ZIP code is not
# known, or the release says nothing of ZIP codes, and there is a rural fee, none of them is.
AMOUNTS = """
    with asked as (
        select
            unnest($n::integer[]) as n, unnest($hcpcs::varchar[]) as hcpcs,
            unnest($modifier::varchar[]) as modifier, unnest($mac::varchar[]) as mac,
            unnest($locality::varchar[]) as locality, unnest($day::date[]) as day,
            unnest($deductible::decimal(12, 2)[]) as deductible,
            unnest($kind::varchar[]) as kind, unnest($key::varchar[]) as "key",
            unnest($zip_code::varchar[]) as zip
    ),

    placed as (
        select
            a.*,
            coalesce(
                z.state, n.state, case a.kind when 'state' then a.key end,
                case when s.states = 1 then s.state when s.mac is null then l.state end
            ) as state
        from asked as a
        left join zip_localities as z
            on a.zip = z.zip and a.day between z.effective_from and z.effective_through
        left join counties as n on a.kind = 'county' and a.key = n.fips
        left join internal.locality_states as s on a.mac = s.mac and a.locality = s.locality
        left join localities_history as l
            on a.mac = l.mac and a.locality = l.locality
            and a.day between l.effective_from and l.effective_through
        qualify row_number() over (partition by a.n order by z.release desc) = 1
    ),

    kinds as (
        select schedule, release, string_agg(distinct place_kind, ' or ' order by place_kind)
            filter (place_kind <> 'nation') as place_kinds
        from internal.place_terms group by schedule, release
    ),

    listed as (
        select a.*, c.* exclude (hcpcs, modifier), c.modifier as listed_modifier
        from placed as a
        inner join internal.code_terms as c on a.hcpcs = c.hcpcs
        inner join internal.release_days as d
            on c.release = d.release and a.day between d.effective_from and d.effective_through
        where list_contains($hcpcs, c.hcpcs) and list_contains($schedules, c.schedule)
            and (a.modifier = c.modifier or (a.modifier = '' and not exists (
                select 1 from internal.code_terms as own
                where own.release = c.release and own.hcpcs = c.hcpcs and own.modifier = ''
            )))
    ),

    found as (
        select
            l.*, p.place_kind, p.place, p.index_1, p.index_2, p.index_3,
            p.source_file as place_file, p.source_row as place_row,
            p.place_kind is distinct from 'rural' or z.place is not null as is_certain,
            h.release is not null as has_zips,
            terms_amount(
                l.factor, l.term_1, p.index_1, l.term_2, p.index_2, l.term_3, p.index_3
            ) as unrounded,
            terms_amount(
                l.factor, l.cap_1, p.index_1, l.cap_2, p.index_2, l.cap_3, p.index_3
            ) as most,
            row_number() over (
                partition by l.n, l.schedule, l.setting, l.listed_modifier, l.variant
                order by p.place is null, l.factor is null, case p.place_kind
                    when 'former bidding area' then 1 when 'rural' then 2 else 3
                end
            ) as choice
        from listed as l
        left join (select distinct release from dme_zips) as h on l.release = h.release
        left join dme_zips as z on l.release = z.release and l.zip = z.zip
        left join internal.place_terms as p
            on l.release = p.release and l.fee_area = p.fee_area and case p.place_kind
                when 'nation' then true
                when 'locality' then l.mac = p.mac and l.locality = p.locality
                when 'state' then l.state = p.place
                when 'rural'
                    then coalesce(z.place = p.place, false) or (
                        (h.release is null or l.zip = '') and l.state || ' rural' = p.place
                    )
                else z.place = p.place
            end
    ),

    chosen as (
        select
            f.*,
            not bool_and(is_certain) filter (place is not null and factor is not null) over (
                partition by n, schedule, setting, listed_modifier, variant
            ) as is_open,
            string_agg('$' || paid_amount(unrounded, most) || ' in ' || place, ', ') filter (
                place is not null and factor is not null
            ) over (
                partition by n, schedule, setting, listed_modifier, variant
                order by place rows between unbounded preceding and unbounded following
            ) as each_amount
        from found as f
    )

    select
        c.n, c.schedule, s.title, s.terms, c.setting, c.listed_modifier as modifier, c.variant,
        case when not c.is_open then c.place_kind end as place_kind,
        case when not c.is_open then c.place end as place, c.unrounded,
        in_cents(c.most) as ceiling,
        case when not c.is_open then paid_amount(c.unrounded, c.most) end as amount,
        c.unit_rate, c.unit, c.status,
        case
            when c.day < c.effective_from
                then 'in ' || c.release || ' from ' || c.effective_from || ' on'
            when c.place is null then coalesce(c.reason, 'the amount is that of a '
                || k.place_kinds || ': name a ' || case when k.place_kinds like '%locality%'
                then 'locality or a ZIP code in one' else 'ZIP code or a state' end)
            when c.is_open and not c.has_zips then c.each_amount || ': ' || c.release
                || ' has no ZIP code files, which say where the rural fee holds'
            when c.is_open then c.each_amount
                || ', and others in former bidding areas: name a ZIP code'
            else c.reason
        end as reason,
        case when not c.is_open then patient_owes(
            paid_amount(c.unrounded, c.most), coalesce(c.medicare_share, m.medicare_share),
            case when m.has_deductible and c.medicare_share is distinct from 1
                then c.deductible else 0 end
        ) end as patient_amount,
        c.day >= c.effective_from as begun, c.release, c.effective_from, c.effective_through,
        c.factor, c.is_rate,
        [c.term_1, c.term_2, c.term_3] as term, [c.index_1, c.index_2, c.index_3] as "index",
        c.source_file, c.source_row, c.place_file, c.place_row
    from chosen as c
    inner join payment_schedules as s on c.schedule = s.schedule
    inner join kinds as k on c.release = k.release
    left join coinsurance as m on c.schedule = m.schedule
    where c.choice = 1
    order by c.n, c.schedule, c.setting, c.listed_modifier, c.variant
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

    A row has `schedule`, `title`, `setting`, `amount` or `reason`, `source`, and `parts`.
    """
    found: list[list[Row]] = [[] for _ in asked]
    there = listed.numbers(con, asked, schedules)
    if not there:  # the query costs twenty times as much as the look for the codes
        return found
    keys: dict[str, Any] = {"n": there, "schedules": list(schedules)}
    for name in ("hcpcs", "modifier", "mac", "locality", "deductible"):
        keys[name] = [getattr(asked[n], name) for n in there]
    for name in ("kind", "key", "zip_code"):
        keys[name] = [getattr(asked[n].place, name) for n in there]
    for row in rows(con, AMOUNTS, keys | {"day": [asked[n].on for n in there]}):
        found[row.pop("n")].append(_told(row))
    return found


def _told(row: Row) -> Row:
    if not row.pop("begun"):  # its own day comes later than the release's
        row["amount"] = row["unit_rate"] = row["patient_amount"] = None
    parts = {name: row.pop(name) for name in ONLY_PARTS}
    source = {"release": row["release"], "file": row.pop("source_file"),
              "row": row.pop("source_row")}  # fmt: skip
    return row | {"source": source, "parts": parts if row["amount"] is not None else None}


def place_words(found: Row) -> str:
    """Where an amount holds, in words: 'state AL', 'AL rural'; '' for the nation."""
    kind, place = found["place_kind"], found["place"]
    if kind in (None, "nation"):
        return ""
    return str(place) if kind == "rural" else f"{kind} {place}"


def pays(site: Row, amount: str) -> bool:
    """Whether the schedule of a test or a drug pays the site."""
    return site[amount] is not None and site["paid_by"] not in (None, "PFS", "OPPS", "ASC")


def site_lines(title: str, site: Row) -> list[str]:
    """A site that is paid by the schedule of a test or a drug, which is explained below it."""
    source = site.get("item_source") or site["source"]
    at = f"{source['release']}, {source['file']}, row {source['row']}"
    return [title, f"  paid by {site['paid_by']}, see below: {at}", ""]


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
    return f"{place_words(found)}: {parts['place_file']}, row {parts['place_row']}"
