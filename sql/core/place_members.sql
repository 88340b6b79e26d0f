-- The counties that make a place: a locality, a wage area, a state, or the county by itself.
-- grain: one row per year, place and county in it
-- key: payment_year, place_kind, place, fips
-- schema: internal
-- source: county_wages. place: 01112-05, 41884, CA, 06081.
-- kind: view
-- depends: county_wages
select
    payment_year,
    'county' as place_kind,
    fips as place,
    fips
from internal.county_wages
union all
select
    payment_year,
    'locality' as place_kind,
    mac || '-' || locality as place,
    fips
from internal.county_wages
where mac is not null
union all
select
    payment_year,
    'wage area' as place_kind,
    area as place,
    fips
from internal.county_wages
union all
select
    payment_year,
    'state' as place_kind,
    state as place,
    fips
from internal.county_wages
