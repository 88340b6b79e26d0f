-- The wage index of each hospital: IPPS Table 2.
-- grain: one row per release and CCN
-- key: release, ccn
-- source: IPPS final rule of fiscal year N, which holds for calendar year N (42 CFR 419.43(c)). It has
--   reclassification, floors, out-migration and the cap on decreases in it: nothing is added.
-- depends: releases, loaded_ipps_table_2
select
    l.release,
    l.ccn,
    coalesce(l.capped_wage_index, l.wage_index)::decimal(7, 4) as wage_index,
    l.geographic_cbsa,
    l.county,
    r.effective_from,
    l.source_file,
    l.source_row
from loaded_ipps_table_2 as l
inner join releases as r on l.release = r.release
order by r.effective_from, l.ccn
