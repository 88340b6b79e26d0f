"""What volumes are worth: each line priced in both releases, or listed with the reason.

`lines` becomes `answered`, a row for each line with both amounts or the reason why not, and
`amounts`, which the sums are made of: of priced lines alone.
"""

from collections.abc import Sequence

import duckdb

from ratebook import catalog
from ratebook.db import Row, insert, rows
from ratebook.diff import volume_lines
from ratebook.diff.labels import PARTS, explained
from ratebook.diff.release_pairs import Pair
from ratebook.diff.request import DiffRequest
from ratebook.diff.volumes import OTHERS, SITES

# Which payments a line's site is made of: what the site itself is paid, and what stands next to it.
PARTS_OF = (
    ("office", "office", True), ("professional", "professional", True),
    ("hospital", "hospital", True), ("hospital", "professional", False),
    ("hospital-facility", "hospital", True),
    ("asc", "asc", True), ("asc", "professional", False), ("asc-facility", "asc", True),
    *((site, site, True) for site in OTHERS),
)  # fmt: skip
KEPT = (
    "hcpcs, modifier, site, mac, locality, from_release, to_release, old_amount, new_amount, "
    "change, {parts}, old_status, new_status, old_apc, new_apc, old_reason, new_reason, "
    "old_unit_rate, new_unit_rate, place_kind, place"
).format(parts=", ".join(PARTS))
FOUND = f"select ?::boolean as by_locality, {KEPT} from internal.pair_changes where {{where}}"
# Whether the PFS pays somebody beside a facility, on each of the two days.
BESIDE = """
    create or replace temp table beside as
    with said as (
        select d.of_day, s.hcpcs, unnest(['hospital', 'asc']) as site,
            unnest([s.hopd_professional, s.asc_professional]) as professional,
            s.professional_reason as reason
        from internal.site_codes as s
        inner join (values ('old', ?::date), ('new', ?::date)) as d (of_day, day)
            on d.day between s.effective_from and s.effective_through
        where s.modifier = '' and s.hcpcs in (select hcpcs from lines)
    )
    select hcpcs, site,
        any_value(professional) filter (of_day = 'old') as old_beside,
        any_value(professional) filter (of_day = 'new') as new_beside,
        any_value(reason) filter (of_day = 'old') as old_reason,
        any_value(reason) filter (of_day = 'new') as new_reason
    from said group by hcpcs, site
"""
PAYMENTS = """
    create or replace temp table payments as
    select l.id, l.volume, p.own, l.site as line_site, f.*,
        p.own or b.old_beside = 'amount' as in_old, p.own or b.new_beside = 'amount' as in_new
    from lines as l
    inner join parts_of as p on l.site = p.site
    inner join found as f
        on l.hcpcs = f.hcpcs and l.modifier = f.modifier and p.paid = f.site
        and case when f.by_locality then l.mac = f.mac and l.locality = f.locality
            else f.place_kind = 'nation' end
    left join beside as b on l.hcpcs = b.hcpcs and l.site = b.site
    where l.reason is null
"""
SIDE = """
    sum({side}_amount) filter (own) as {side}_own,
    string_agg(distinct {side}_reason, '; ') filter (own and {side}_amount is null)
        as {side}_own_reason,
    sum({side}_amount) filter (not own) as {side}_other,
    any_value({side}_reason) filter (not own and {side}_amount is null) as {side}_other_reason,
    any_value({side}_unit_rate) filter (own and {side}_amount is not null) as {side}_unit_rate
"""
TOTAL = """
    case
        when l.site not in ('hospital', 'asc') or b.{side}_beside = 'none' then s.{side}_own
        when b.{side}_beside = 'amount' then s.{side}_own + s.{side}_other
    end as {side}_amount,
    case
        when s.{side}_own is null then coalesce(s.{side}_own_reason, 'no amount')
        when l.site not in ('hospital', 'asc') or b.{side}_beside = 'none' then null
        when b.{side}_beside = 'amount' and s.{side}_other is null
            then 'professional: ' || coalesce(s.{side}_other_reason, $alone)
        when coalesce(b.{side}_beside, 'unknown') = 'unknown'
            then 'professional: ' || coalesce(b.{side}_reason, $alone)
                || '; the facility alone is the site ' || l.site || '-facility'
    end as {side}_missing
"""
ANSWERED = f"""
    create or replace temp table answered as
    with summed as (
        select id, bool_or(own) as listed, {SIDE.format(side="old")}, {SIDE.format(side="new")}
        from payments group by id
    ),
    totals as (
        select l.*, coalesce(s.listed, false) as listed,
            {TOTAL.format(side="old")}, {TOTAL.format(side="new")},
            s.old_unit_rate, s.new_unit_rate
        from lines as l
        left join summed as s on l.id = s.id
        left join beside as b on l.hcpcs = b.hcpcs and l.site = b.site
    )
    select t.* exclude (reason, listed, old_amount, new_amount, old_missing, new_missing),
        -- what is local and what is national is not added, to be shown neither
        case when t.mac = 'national' or t.site not in ('hospital', 'asc') then old_amount end
            as old_amount,
        case when t.mac = 'national' or t.site not in ('hospital', 'asc') then new_amount end
            as new_amount,
        t.reason is null and t.listed and (old_missing is null) <> (new_missing is null)
            as one_release,
        case
            when t.reason is not null then t.reason
            when not t.listed and g.hcpcs is not null
                then 'not in ' || g.release || '; in ' || g.last_release || ': ' || g.listing
            when not t.listed then a.absent
            when old_missing is null and new_missing is null then null
            when old_missing = new_missing then old_missing
            when old_missing is null then 'paid in the old release alone; now: ' || new_missing
            when new_missing is null then 'paid in the new release alone; before: ' || old_missing
            else 'before: ' || old_missing || '; now: ' || new_missing
        end as reason
    from totals as t
    left join absent as a on t.site = a.site
    left join internal.last_listings as g on a.release = g.release and t.hcpcs = g.hcpcs
"""
SHARES = ", ".join(f"sum({part}) as {part}" for part in PARTS if part != "status_part")
# Amounts of a place and national ones are never added: each of the two is a row of its own. Where
# no one was paid beside the facility in one of the releases, that is a change of status. Of a drug
# CMS's third decimal counts: what a line is worth is rounded after its units.
PER_LINE = f"""
    create or replace temp table per_line as
    with counted as (
        select p.*, l.written, by_locality and p.place_kind <> 'nation' as local,
            case when t.comparable = 'no' then t.condition end as condition,
            case when in_old then old_amount else 0 end as old_paid,
            case when in_new then new_amount else 0 end as new_paid,
            coalesce(new_paid, 0) - coalesce(old_paid, 0) as moved,
            coalesce(new_unit_rate - old_unit_rate - moved, 0) as third_decimal
        from payments as p
        inner join (select id, written from answered where reason is null) as l on p.id = l.id
        left join comparable_totals as t on p.site = t.site and p.new_status = t.indicator
        where (in_old or in_new) and coalesce(old_amount, new_amount) is not null
    )
    select id, any_value(written) as written, any_value(hcpcs) as hcpcs,
        any_value(modifier) as modifier, any_value(line_site) as site, local,
        case when local then any_value(mac) else 'national' end as mac,
        case when local then any_value(locality) else 'national' end as locality,
        case when local then any_value(place_kind) else 'nation' end as place_kind,
        case when local then any_value(place) else 'national' end as place,
        any_value(volume) as volume,
        string_agg(distinct from_release, ', ' order by from_release) as from_release,
        string_agg(distinct to_release, ', ' order by to_release) as to_release,
        sum(old_paid)::decimal(12, 2) as old_amount, sum(new_paid)::decimal(12, 2) as new_amount,
        sum(moved)::decimal(12, 2) as change, {SHARES},
        any_value(old_unit_rate) as old_unit_rate, any_value(new_unit_rate) as new_unit_rate,
        sum(third_decimal)::decimal(12, 3) as third_decimal,
        sum(status_part + moved - change) as status_part,
        any_value(old_status) filter (own) as old_status,
        any_value(new_status) filter (own) as new_status,
        any_value(old_apc) as old_apc, any_value(new_apc) as new_apc,
        any_value(old_reason) filter (own and old_paid is null) as old_reason,
        any_value(new_reason) filter (own and new_paid is null) as new_reason,
        any_value(condition) filter (own) as condition,
        round(any_value(volume) * sum(moved + third_decimal), 2)::decimal(18, 2) as worth
    from counted group by id, local
"""


def price(
    con: duckdb.DuckDBPyConnection, asked: DiffRequest, codes: Sequence[tuple[str, str | None]]
) -> None:
    """Make `answered` and `per_line` of the question's volumes."""
    volume_lines.fill(con, asked, codes)
    con.execute("create or replace temp table parts_of (site varchar, paid varchar, own boolean)")
    insert(con, "parts_of", PARTS_OF)
    con.execute(
        "create or replace temp table absent (site varchar, absent varchar, release varchar)"
    )
    insert(con, "absent", ((site, *_absent(asked, paid)) for site, paid, own in PARTS_OF if own))
    con.execute(f"create or replace temp table found as {FOUND.format(where='false')}", [False])
    for pair in asked.priced_with:
        _find(con, asked, pair)
    con.execute(BESIDE, asked.between)
    con.execute(PAYMENTS)
    con.execute(
        ANSWERED,
        {
            "alone": (
                "what the physician fee schedule pays is not compared: name two days with --on"
            )
        },
    )
    con.execute(PER_LINE)


def _absent(asked: DiffRequest, paid: str) -> tuple[str, str]:
    """Why a line has no payment of a kind in either release; and the later one, '' for none."""
    payer = catalog.settings()[paid]
    pair = next((p for p in asked.priced_with if p.dataset == payer), None)
    if not pair:
        of = "what the PFS pays" if payer == "PFS" else f"what {payer} pays"
        return f"{of} is not compared: name two days with --on", ""
    if pair.kinds and not pair.local:
        return f"{payer} pays by {' and '.join(pair.kinds)}, which volumes do not name", ""
    names = [pair.old] if pair.old == pair.new else [pair.old, pair.new]
    return f"not listed in {' or '.join(names)}", pair.new


def _find(con: duckdb.DuckDBPyConnection, asked: DiffRequest, pair: Pair) -> None:
    where, params = asked.where(pair)
    query = "select distinct hcpcs from lines where reason is null"
    if hcpcs := [row["hcpcs"] for row in rows(con, query)]:
        said = f"{where} and hcpcs in ({', '.join('?' for _ in hcpcs)})"
        con.execute(f"insert into found {FOUND.format(where=said)}", [pair.local, *params, *hcpcs])


def priced(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """Every priced line, of each site first the ones worth most; a visit in a place is two rows."""
    query = f"""
        select line, p.* exclude (id) from per_line as p
        inner join (select id, line from answered) using (id)
        order by list_position({list(SITES)}, site), abs(worth) desc, line, local
    """
    return [explained(line) for line in rows(con, query)]


def not_priced(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """Every other line with its reason, in the order of the list."""
    return rows(con, "select * exclude (id) from answered where reason is not null "
                     "order by line, id")  # fmt: skip
