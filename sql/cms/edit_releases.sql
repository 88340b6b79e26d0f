-- The release that answers for the pairs of each kind, and the last day that it knows of.
-- grain: one row per kind
-- key: kind
-- schema: internal
-- source: releases. A quarter's files have every pair since 1996 with its days, so that the newest loaded
--   one of a kind answers for its own quarter and for all days before it.
-- depends: releases
with newest as (
    select
        dataset,
        max_by(release, effective_from) as release,
        max(effective_from) as effective_from
    from releases
    where dataset in ('PTP-PRACTITIONER', 'PTP-HOSPITAL')
    group by dataset
)

select
    case when dataset = 'PTP-HOSPITAL' then 'hospital' else 'practitioner' end as kind,
    release,
    effective_from,
    (date_trunc('quarter', effective_from) + interval 3 month)::date - 1 as effective_through
from newest
order by kind
