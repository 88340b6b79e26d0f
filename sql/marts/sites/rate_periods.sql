-- Date spans in which the same releases of the schedules that pay the sites are in effect.
-- grain: one row per span; spans never overlap
-- key: effective_from
-- schema: internal
-- source: release_days of the three schedules, and of those whose amounts stand in for theirs
-- depends: release_days, site_schedules, item_schedules
--   stale_from: the first day from which one of the three has a later release that is due by
--   the calendar, or known and not loaded; 1 January where a data set that is loaded for other
--   days has nothing for these.
with used as (
    select schedule, true as has_site from internal.site_schedules
    union all
    select schedule, false as has_site from internal.item_schedules
),

held as (
    select d.*, u.has_site
    from internal.release_days as d
    inner join used as u on d.schedule = u.schedule
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
    select distinct schedule, has_site from held
)

select
    s.effective_from,
    s.effective_through,
    max(case h.schedule when 'PFS' then h.release end) as pfs_release,
    max(case h.schedule when 'OPPS' then h.release end) as opps_release,
    max(case h.schedule when 'ASC' then h.release end) as asc_release,
    max(case h.schedule when 'CLFS' then h.release end) as clfs_release,
    max(case h.schedule when 'ASP' then h.release end) as asp_release,
    max(case h.schedule when 'DME' then h.release end) as dme_release,
    min(case
        when not l.has_site then null
        when h.release is null then s.new_year
        when h.stale_from <= s.effective_through then h.stale_from
    end) as stale_from
from spans as s
cross join loaded as l
left join held as h
    on l.schedule = h.schedule
    and s.effective_from between h.effective_from and h.effective_through
group by s.effective_from, s.effective_through
having count(h.release) filter (l.has_site) > 0
order by s.effective_from
