-- Releases whose list of codes is shorter by a tenth and more than the list before it.
-- grain: one row per release and addendum
-- key: release, addendum
-- source: counted; what such a list leaves out is not thereby unpaid. No list of CMS's in 57
--   releases of 2019 to 2026 is that short beside the one before it.
-- depends: releases, pfs_rvu, opps_rates, asc_rates
with counted as (
    select release, 'PPRRVU' as addendum, count(*) as codes from pfs_rvu group by release
    union all
    select release, 'Addendum B' as addendum, count(*) as codes from opps_rates group by release
    union all
    select release, 'Addendum ' || addendum as addendum, count(*) as codes
    from asc_rates
    group by release, asc_rates.addendum
),

beside as (
    select
        c.release,
        c.addendum,
        c.codes,
        lag(c.release) over before as release_before,
        lag(c.codes) over before as codes_before
    from counted as c
    inner join releases as r on c.release = r.release
    window before as (
        partition by c.addendum order by r.effective_from, r.effective_through nulls first
    )
)

select
    release,
    addendum,
    codes,
    release_before,
    codes_before,
    'the list of ' || release || ' is short: ' || format('{:,}', codes) || ' codes where '
    || release_before || ' lists ' || format('{:,}', codes_before) as says
from beside
where codes * 10 < codes_before * 9
order by release, addendum
