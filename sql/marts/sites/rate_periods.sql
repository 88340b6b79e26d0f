-- Date spans in which the same PFS, OPPS and ASC releases are in effect.
-- grain: one row per span; spans never overlap
-- key: effective_from
-- schema: internal
-- source: releases
-- depends: releases
--   stale_from: the first day from which one of the three has a later release that is due by
--   the calendar, or known and not loaded; 1 January where a data set that is loaded for other
--   days has nothing for these.
with held as (
    select release, dataset, effective_from, effective_through, stale_from
    from releases
    where effective_through is not null and dataset in ('PFS', 'OPPS', 'ASC')
),

bounds as (
    select effective_from as first_day from held
    union
    select cast(effective_through + 1 as date) as first_day from held
),

spans as (
    select
        first_day as effective_from,
        make_date(year(first_day), 1, 1) as new_year,
        cast(lead(first_day) over (order by first_day) - 1 as date) as effective_through
    from bounds
),

any_ as (
    select
        coalesce(bool_or(dataset = 'PFS'), false) as has_pfs,
        coalesce(bool_or(dataset = 'OPPS'), false) as has_opps,
        coalesce(bool_or(dataset = 'ASC'), false) as has_asc
    from held
)

select
    s.effective_from,
    s.effective_through,
    pfs.release as pfs_release,
    opps.release as opps_release,
    asc_.release as asc_release,
    least(
        case
            when pfs.stale_from <= s.effective_through then pfs.stale_from
            when pfs.release is null and any_.has_pfs then new_year
        end,
        case
            when opps.stale_from <= s.effective_through then opps.stale_from
            when opps.release is null and any_.has_opps then new_year
        end,
        case
            when asc_.stale_from <= s.effective_through then asc_.stale_from
            when asc_.release is null and any_.has_asc then new_year
        end
    ) as stale_from
from spans as s
cross join any_
left join held as pfs
    on pfs.dataset = 'PFS'
    and s.effective_from between pfs.effective_from and pfs.effective_through
left join held as opps
    on opps.dataset = 'OPPS'
    and s.effective_from between opps.effective_from and opps.effective_through
left join held as asc_
    on asc_.dataset = 'ASC'
    and s.effective_from between asc_.effective_from and asc_.effective_through
where coalesce(pfs.release, opps.release, asc_.release) is not null
order by s.effective_from
