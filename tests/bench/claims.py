"""Claim lines made up of the codes of a warehouse, how fast they are repriced, and what edits cost.

    python -m tests.bench.claims WAREHOUSE LINES [PARQUET]

The shape: 1 to 6 lines a claim (3.5 on average), a code by Zipf's law (the n-th as often as 1/n,
in an order of chance), 109 localities, every day of 2020 to 2026 that a loaded release covers,
80 percent professional, 12 percent hospital, 5 percent of surgical centers, 3 percent anesthesia,
a modifier on 30 percent of lines, charges at 0.5 to 4 times $100, one in fifty absurd. The plain
join that it is measured against looks up the national rate of code and day and writes the same
columns.
"""

import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from ratebook.claims import report, reprice
from ratebook.db import connect

MODIFIERS = "['59', '50', '25', 'GC', 'RT', 'LT', '76', 'GP', '79', 'XS']"
CODES = """
    create temp table codes as
    select kind, hcpcs, row_number() over (partition by kind order by hash(hcpcs)) as place,
        count(*) over (partition by kind) as codes
    from (
        select 'professional' as kind, hcpcs from internal.pfs_codes
        where modifier = '' and payable and not qp and not nonfacility_is_na and not facility_is_na
        group by hcpcs having count(distinct release) >= (
            select count(distinct release) from internal.pfs_codes
        )
        union all
        select 'hospital', hcpcs from opps_rates
        where status_indicator in ('J1', 'J2', 'K', 'N', 'Q1', 'Q2', 'Q3', 'Q4', 'S', 'T', 'V')
        group by hcpcs having count(distinct release) >= (
            select count(distinct release) from internal.release_days where schedule = 'OPPS'
        )
        union all
        select distinct 'asc', hcpcs from asc_rates
        union all
        select distinct 'anesthesia', hcpcs from anesthesia_base_units
    )
"""
PLACES = """
    create temp table places as
    select mac, locality, row_number() over (order by mac, locality) - 1 as place
    from (select distinct mac, locality from gpci where release = (select max(release) from gpci))
"""
DAYS = """
    create temp table days as
    select day, row_number() over (order by day) - 1 as nth from (
        select distinct day from internal.claim_days where schedule = 'PFS'
    ) where day between '2020-01-01' and '2026-12-31'
"""
# One number of chance a line and one a claim; every choice is a hash of it.
LINES = """
    copy (
        with claims as (
            select c, 1 + (hash(c, 'lines') % 6)::bigint as lines,
                (hash(c, 'kind') % 100)::bigint as kind,
                (hash(c, 'day') % (select count(*) from days))::bigint as nth,
                (hash(c, 'place') % (select count(*) from places))::bigint as place
            from range({claims}) t(c)
        ),
        lines as (
            select *, unnest(generate_series(1, lines)) as n from claims
        ),
        kinds as (
            select *,
                case when kind < 80 then 'professional' when kind < 92 then 'hospital'
                    when kind < 97 then 'asc' else 'anesthesia' end as sort,
                ((hash(c, n, 'code') % 1000000)::bigint) / 1000000.0 as chance
            from lines
        ),
        coded as (
            select k.*, o.codes,
                least(o.codes, greatest(1, floor(pow(o.codes + 1, k.chance))))::bigint as nth_code
            from kinds as k
            inner join (select distinct kind, codes from codes) as o on k.sort = o.kind
        )
        select
            'c' || l.c as claim_id, l.n as claim_line_number,
            if(l.sort = 'hospital', 'institutional', 'professional') as claim_type,
            case when l.sort = 'hospital' then '131' end as bill_type_code,
            case l.sort when 'asc' then '24' when 'hospital' then null
                else ['11', '22', '11', '23'][1 + l.c % 4] end as place_of_service_code,
            'p' || (l.c // 2) as person_id, d.day as claim_line_start_date, o.hcpcs as hcpcs_code,
            case when hash(l.c, l.n, 'm') % 10 < 3
                then {modifiers}[1 + (hash(l.c, l.n, 'which') % 10)::bigint] end
                as hcpcs_modifier_1,
            if(hash(l.c, l.n, 'u') % 10 < 8, 1, 1 + (hash(l.c, l.n, 'units') % 4)::bigint)
                as service_unit_quantity,
            (1000000000 + (hash(l.c // 2, 'npi') % 5000)::bigint)::varchar as billing_npi,
            (50 + (hash(l.c, l.n, 'charge') % 350)::bigint)::decimal(10, 2) as charge_amount,
            (20 + (hash(l.c, l.n, 'allowed') % 300)::bigint)::decimal(10, 2) as allowed_amount,
            p.mac, p.locality, case when l.sort = 'asc' then 'asc' end as provider_type,
            case when l.sort = 'anesthesia' then 15 + (hash(l.c, 'minutes') % 200)::bigint end
                as anesthesia_minutes,
            case when l.sort in ('hospital', 'asc')
                then (0.8 + (l.c % 100) * 0.01)::decimal(6, 4) end
                as wage_index
        from coded as l
        inner join codes as o on l.sort = o.kind and l.nth_code = o.place
        inner join days as d on l.nth = d.nth
        inner join places as p on l.place = p.place
    ) to '{path}' (format parquet)
"""
PLAIN = """
    copy (
        select c.*, n.amount as priced_allowed from read_parquet('{path}') as c
        left join internal.claim_days as d
            on d.schedule = 'PFS' and c.claim_line_start_date = d.day
        left join rates as n on d.release = n.release and c.hcpcs_code = n.hcpcs
    ) to '{path}.plain' (format parquet)
"""
RATES = """
    create temp table rates as
    select release, hcpcs,
        round(conversion_factor * (work_rvu + nonfacility_pe_rvu + mp_rvu), 2) as amount
    from internal.pfs_codes where modifier = '' and not qp
"""


def make(con: duckdb.DuckDBPyConnection, path: Path, lines: int) -> None:
    """Write about so many lines as parquet."""
    for statement in (CODES, PLACES, DAYS):
        con.execute(statement)
    con.execute(LINES.format(claims=lines * 2 // 7, modifiers=MODIFIERS, path=path.as_posix()))


def plain(con: duckdb.DuckDBPyConnection, path: Path) -> float:
    """Seconds of the plain join."""
    con.execute(RATES)
    begun = time.perf_counter()
    con.execute(PLAIN.format(path=path.as_posix()))
    return time.perf_counter() - begun


def with_edits(warehouse: str, path: Path) -> list[tuple[float, float]]:
    """Seconds of pricing alone without edits and with them, in turn, twice."""
    found = []
    for how in ("off", "flag") * 2:
        with connect(warehouse, read_only=True) as con, TemporaryDirectory() as folder:
            begun = time.perf_counter()
            reprice.priced(con, str(path), "", {}, Path(folder), how=how)
            found.append(time.perf_counter() - begun)
    return list(zip(found[::2], found[1::2], strict=True))


def main(warehouse: str, lines: str, where: str = "/tmp/claims.parquet") -> None:
    """Print lines a second, the ratio to the plain join, and the peak of memory."""
    path = Path(where)
    with connect(warehouse, read_only=True) as con, TemporaryDirectory() as folder:
        if not path.is_file():
            make(con, path, int(lines))
        begun = time.perf_counter()
        found = reprice.priced(con, str(path), "", {}, Path(folder))
        report.write_lines(con, path.with_suffix(".priced.parquet"))
        took = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    with connect(warehouse, read_only=True) as con:
        floor = plain(con, path)
    print(f"{found['lines']:,} lines, {found['priced']:,} with an amount: {took:.1f} s, "
          f"{found['lines'] / took:,.0f} a second, {took / floor:.1f} x the plain join "
          f"({floor:.1f} s), {peak:,} MB")  # fmt: skip
    for off, flag in with_edits(warehouse, path):
        print(f"with edits {flag:.1f} s, without {off:.1f} s: {flag / off:.2f} x")


if __name__ == "__main__":
    main(*sys.argv[1:])
