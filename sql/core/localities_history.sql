-- Every Medicare locality and the dates for which its GPCIs are loaded.
-- grain: one row per mac, locality, name and unbroken span of days
-- key: mac, locality, locality_name, effective_from
-- source: GPCI of each PFS release. mac and locality together are the key: numbers repeat. CMS has
--   112 localities to 2023 and 109 since.
-- depends: gpci
with held as (
    select
        mac,
        locality,
        state,
        locality_name,
        effective_from,
        effective_through,
        lag(effective_through) over (
            partition by mac, locality, state, locality_name order by effective_from
        ) as previous_through
    from gpci
    where effective_through is not null
),

spans as (
    select
        *,
        count(*) filter (where previous_through is distinct from effective_from - 1) over (
            partition by mac, locality, state, locality_name order by effective_from
        ) as span
    from held
)

select
    mac,
    locality,
    state,
    locality_name,
    min(effective_from) as effective_from,
    max(effective_through) as effective_through
from spans
group by mac, locality, state, locality_name, span
order by mac, locality, effective_from
