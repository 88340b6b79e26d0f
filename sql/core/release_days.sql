-- The days on which a release of a schedule is in effect.
-- grain: one row per schedule and release
-- key: schedule, release
-- schema: internal
-- source: releases that are in effect on some day; number: its place among those of its schedule.
--   A data set of the catalog that has `schedule` is one.
-- depends: releases, payment_schedules
select
    r.dataset as schedule,
    r.release,
    r.effective_from,
    r.effective_through,
    r.stale_from,
    row_number() over (partition by r.dataset order by r.effective_from) as number
from releases as r
semi join payment_schedules as s on r.dataset = s.schedule and s.loaded
where r.effective_through is not null
order by r.dataset, r.effective_from
