-- Every two releases of a schedule that can be compared, the earlier named first or second, and
-- each with itself: it holds on both of two days, and its amounts are of either.
-- grain: one row per from_release and to_release
-- key: from_release, to_release
-- schema: internal
-- source: release_days; consecutive: the one loaded next after the other
-- kind: view
-- depends: release_days
select
    a.schedule as dataset,
    a.release as from_release,
    b.release as to_release,
    b.effective_from,
    b.number = a.number + 1 as consecutive
from internal.release_days as a
inner join internal.release_days as b on a.schedule = b.schedule
