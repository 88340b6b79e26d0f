-- Every two releases of a data set that can be compared, the earlier named first or second, and
-- each with itself: it holds on both of two days, and its amounts are of either.
-- grain: one row per from_release and to_release
-- key: from_release, to_release
-- source: releases that hold for some days; consecutive: the one loaded next after the other
-- kind: view
-- depends: releases
with held as (
    select
        release,
        dataset,
        effective_from,
        row_number() over (partition by dataset order by effective_from) as place
    from releases
    where effective_through is not null and dataset in ('PFS', 'OPPS', 'ASC')
)

select
    a.dataset,
    a.release as from_release,
    b.release as to_release,
    b.effective_from,
    b.place = a.place + 1 as consecutive
from held as a
inner join held as b on a.dataset = b.dataset
