-- The 26 and TC rows do not add up to the global row within 0.01.
-- severity: finding
-- blocks: above 10 rows and 1 in 100 compared
-- compared: select g.release, count(*) from pfs_rvu g join pfs_rvu p on g.release = p.release and g.hcpcs = p.hcpcs and p.modifier = '26' where g.modifier = '' and g.status_code in ('A', 'R') and g.nonfacility_total <> 0 group by g.release
select
    g.release,
    g.source_file || ', row ' || g.source_row || ': ' || g.hcpcs || ' is ' || g.nonfacility_total
    || ', 26 and TC ' || (p.nonfacility_total + t.nonfacility_total) as example
from pfs_rvu as g
inner join pfs_rvu as p
    on g.release = p.release and g.hcpcs = p.hcpcs and p.modifier = '26'
inner join pfs_rvu as t
    on g.release = t.release and g.hcpcs = t.hcpcs and t.modifier = 'TC'
where
    g.modifier = '' and g.status_code in ('A', 'R')
    and p.status_code = g.status_code and t.status_code = g.status_code
    and (
        abs(g.work_rvu - p.work_rvu - t.work_rvu) > 0.01
        or abs(g.nonfacility_pe_rvu - p.nonfacility_pe_rvu - t.nonfacility_pe_rvu) > 0.01
        or abs(g.facility_pe_rvu - p.facility_pe_rvu - t.facility_pe_rvu) > 0.01
        or abs(g.mp_rvu - p.mp_rvu - t.mp_rvu) > 0.01
    )
