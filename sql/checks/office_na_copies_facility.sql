-- A code that is NA in the office prints another office figure than the facility's.
-- severity: finding
-- compared: select release, count(*) from pfs_rvu where nonfacility_na = 'NA' and status_code in ('A', 'R', 'T') group by release
select
    release,
    source_file || ', row ' || source_row || ': ' || hcpcs || ' ' || modifier || ' '
    || nonfacility_pe_rvu || ' and ' || facility_pe_rvu as example
from pfs_rvu
where
    nonfacility_na = 'NA' and status_code in ('A', 'R', 'T')
    and nonfacility_pe_rvu <> facility_pe_rvu
