-- The places that have equipment fees of their own: each is the area of its fees.
-- grain: one row per DME release and place
-- schema: internal
-- source: dme_fees; a fee is that of its place, so that no index adjusts it
-- kind: view
-- into: place_terms
-- depends: dme_fees
select
    'DME' as schedule,
    release,
    place_kind,
    place,
    place as fee_area,
    place as place_name,
    case when place_kind = 'nation' then place end as mac,
    case when place_kind = 'nation' then place end as locality,
    1 as index_1,
    1 as index_2,
    1 as index_3,
    any_value(source_file) as source_file,
    null as source_row
from main.dme_fees
group by release, place_kind, place
