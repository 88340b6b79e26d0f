-- Which row of the ASC wage index holds for a county of an area that has several.
-- grain: one row per year and county
-- key: payment_year, fips
-- schema: internal
-- seed: wage_transitions.csv
-- source: CY 2025 OPPS/ASC final rule: an index is at least 95 percent of that of the year before, so
--   that a county whose area changed has a value of its own. 2025: 27 areas have several rows with one
--   code; 2026: such counties have a code of their own, 50xxx. No file of CMS lists the counties: they
--   follow from that rule, which gives every row of both years.
select
    payment_year::integer as payment_year,
    fips,
    area,
    wage_area,
    wage_index::decimal(7, 4) as wage_index
from seed
order by payment_year, fips
