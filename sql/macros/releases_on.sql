-- The releases that hold on a day, one of each data set that is loaded for it.
-- args: on_day
-- grain: one row per dataset
-- source: releases. stale: a later release is due by then, or known, and not loaded.
-- example: select dataset, release, stale from releases_on('2026-08-01')
-- depends: releases
select
    r.dataset,
    r.release,
    r.effective_from,
    r.effective_through,
    coalesce(r.stale_from <= on_day::date, false) as stale,
    r.stale_from,
    r.revision,
    r.published_on,
    r.url
from releases as r
where on_day::date between r.effective_from and r.effective_through
order by r.dataset
