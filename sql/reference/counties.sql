-- The counties and what stands for one (parishes, independent cities, planning regions), each with
--   its wage area.
-- grain: one row per county
-- key: fips
-- seed: counties.csv
-- source: OMB Bulletins 20-01 and 23-01; Census Bureau, population of July 2024 (of Connecticut's
--   former counties: of April 2020). A county of a metropolitan area has its division, or else its
--   CBSA; every other county has the two-digit code of its state (42 CFR 412.64(b)). area_2021 holds
--   for 2021 to 2024, area_2025 from 2025 on; Connecticut's counties ended with the former and its
--   planning regions began with the latter.
select
    fips,
    county,
    state,
    area_2021,
    area_2025,
    population::integer as population
from seed
order by fips
