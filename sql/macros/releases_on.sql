-- The releases in effect on a day, one for each loaded data set.
-- args: on_day
-- grain: one row per dataset
-- source: releases. stale: a later release is due by then, or known, and not loaded.
-- example: select dataset, release, stale from releases_on('2026-08-01')
-- depends: releases
with held as (
    select ratebook_row, coalesce(ratebook_row.stale_from <= on_day::date, false) as ratebook_stale
    from (
        select r as ratebook_row, r.effective_from as ratebook_from,
            r.effective_through as ratebook_through
        from releases as r
    )
    where on_day::date between ratebook_from and ratebook_through
)

select
    h.ratebook_row.dataset as dataset,
    h.ratebook_row.release as release,
    h.ratebook_row.effective_from as effective_from,
    h.ratebook_row.effective_through as effective_through,
    h.ratebook_stale as stale,
    h.ratebook_row.stale_from as stale_from,
    h.ratebook_row.revision as revision,
    h.ratebook_row.published_on as published_on,
    h.ratebook_row.url as url
from held as h
order by dataset
