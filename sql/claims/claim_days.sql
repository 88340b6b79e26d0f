-- Which release of a schedule is in effect on a day: one join by equality for each line of a claim.
-- grain: one row per schedule and day
-- key: schedule, day
-- schema: internal
-- source: release_days
-- depends: release_days
select
    schedule,
    unnest(generate_series(effective_from, effective_through, interval 1 day))::date as day,
    release
from internal.release_days
order by schedule, day
