-- The county of a five-digit ZIP code: the one that its post office is in.
-- grain: one row per ZIP code
-- key: zip
-- seed: zip_counties.csv
-- source: GeoNames postal codes (geonames.org), CC BY 4.0. A ZIP code may reach into a second county,
--   and some 2,000 of CMS's are not in it, among them all of Puerto Rico.
select
    zip,
    fips
from seed
order by zip
