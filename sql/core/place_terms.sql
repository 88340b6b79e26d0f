-- The indices of a place: what each term of a code is multiplied by there.
-- grain: one row per schedule, release, kind of place and place
-- key: schedule, release, place_kind, place
-- schema: internal
-- source: the selects of core/places, one a schedule whose amounts differ by place; every other
--   schedule pays the same everywhere: the nation alone, with indices of 1.
-- depends: release_days, parts of place_terms
select
    schedule,
    release,
    place_kind,
    place,
    coalesce(fee_area, '') as fee_area,
    place_name,
    mac,
    locality,
    index_1::decimal(7, 4) as index_1,
    index_2::decimal(7, 4) as index_2,
    index_3::decimal(7, 4) as index_3,
    source_file,
    source_row
from parts
union all
select
    d.schedule,
    d.release,
    'nation' as place_kind,
    'national' as place,
    '' as fee_area,
    'NATIONAL' as place_name,
    'national' as mac,
    'national' as locality,
    1 as index_1,
    1 as index_2,
    1 as index_3,
    'national: every index is 1' as source_file,
    null as source_row
from internal.release_days as d
anti join parts as p on d.schedule = p.schedule and d.release = p.release
order by schedule, release, place_kind, place
