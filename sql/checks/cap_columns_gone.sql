-- No row of PPRRVU has an OPPS cap: its last three columns are zero or missing. Download CMS's file again.
-- severity: blocking
--   SSA 1848(b)(4): since 2007. In 21 releases of 2020 to 2026 some 1,030 rows have one.
select
    v.release,
    min(v.source_file) || ': ' || count(*) || ' rows, none with a cap' as example
from pfs_rvu as v
where year(v.effective_from) >= 2007
group by v.release
having
    count(*) > 5000
    and count(*) filter (
        v.opps_nonfacility_pe <> 0 or v.opps_facility_pe <> 0 or v.opps_mp <> 0
    ) = 0
