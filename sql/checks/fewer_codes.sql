-- A file lists under nine tenths of the codes of the release before; what it leaves out is unlisted here.
-- severity: finding
with counted as (
    select release, 'PPRRVU' as addendum, count(*) as held from pfs_rvu group by release
    union all
    select release, 'Addendum B' as addendum, count(*) as held from opps_rates group by release
    union all
    select release, 'Addendum ' || addendum as addendum, count(*) as held
    from asc_rates group by release, asc_rates.addendum
),

before as (
    select
        c.release,
        c.addendum,
        c.held,
        lag(c.held) over (
            partition by c.addendum order by r.effective_from, r.effective_through nulls first
        ) as held_before
    from counted as c
    inner join releases as r on c.release = r.release
)

select
    release,
    addendum || ' lists ' || held || ' codes, the release before ' || held_before as example
from before
where held * 10 < held_before * 9
