-- A code that is NA at one site has a different practice expense there than at the other site.
-- severity: finding
-- compared: select release, count(*) from pfs_rvu where (nonfacility_na = 'NA' or facility_na = 'NA') and status_code in ('A', 'R', 'T') group by release
-- blocks: above 10 rows and 1 in 100 compared
--   CMS copies the figure on every such row of every release since 2020.
select
    release,
    source_file || ', row ' || source_row || ': ' || hcpcs || ' ' || modifier || ' '
    || nonfacility_pe_rvu || ' and ' || facility_pe_rvu as example
from pfs_rvu
where
    (nonfacility_na = 'NA' or facility_na = 'NA') and status_code in ('A', 'R', 'T')
    and nonfacility_pe_rvu <> facility_pe_rvu
