-- Which localities and wage areas overlap.
-- grain: one row per year, locality and wage area that have a county in common
-- key: payment_year, mac, locality, area
-- schema: internal
-- source: county_wages
-- depends: county_wages
select distinct
    payment_year,
    mac,
    locality,
    area
from internal.county_wages
where mac is not null
order by payment_year, mac, locality, area
