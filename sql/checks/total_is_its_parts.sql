-- Work, practice expense and malpractice RVUs do not add up to the printed total.
-- severity: blocking
-- compared: select release, count(*) from pfs_rvu group by release
select
    release,
    source_file || ', row ' || source_row || ': ' || hcpcs || ' ' || modifier || ' totals '
    || nonfacility_total || ' and ' || facility_total as example
from pfs_rvu
where
    work_rvu + nonfacility_pe_rvu + mp_rvu <> nonfacility_total
    or work_rvu + facility_pe_rvu + mp_rvu <> facility_total
