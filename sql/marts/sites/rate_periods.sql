-- Date spans in which the same PFS, OPPS and ASC releases are in effect.
-- grain: one row per span; spans never overlap
-- key: effective_from
-- schema: internal
-- source: release_days of the three schedules
-- depends: release_days, site_schedules
--   stale_from: the first day from which one of the three has a later release that is due by
--   the calendar, or known and not loaded; 1 January where a data set that is loaded for other
--   days has nothing for these.
with held as (
    select d.*
    from internal.release_days as d
    semi join internal.site_schedules as s on d.schedule = s.schedule
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

loaded as (
    select distinct schedule from held
)

select
    s.effective_from,
    s.effective_through,
    max(case h.schedule when 'PFS' then h.release end) as pfs_release,
    max(case h.schedule when 'OPPS' then h.release end) as opps_release,
    max(case h.schedule when 'ASC' then h.release end) as asc_release,
    min(case
        when h.release is null then s.new_year
        when h.stale_from <= s.effective_through then h.stale_from
    end) as stale_from
from spans as s
cross join loaded as l
left join held as h
    on l.schedule = h.schedule
    and s.effective_from between h.effective_from and h.effective_through
group by s.effective_from, s.effective_through
having count(h.release) > 0
order by s.effective_from
