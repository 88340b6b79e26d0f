-- The hospital wage index by area, floors included: IPPS Table 3.
-- grain: one row per release, area and state
-- key: release, cbsa, printed_state
-- source: IPPS final rule of fiscal year N, which holds for hospital outpatient services of calendar
--   year N (42 CFR 419.43(c))
-- depends: releases, loaded_ipps_table_3
select
    l.release,
    l.cbsa,
    l.area_name,
    l.state as printed_state,
    nullif(l.wage_index, 0)::decimal(7, 4) as wage_index,
    r.effective_from,
    l.source_file,
    l.source_row
from loaded_ipps_table_3 as l
inner join releases as r on l.release = r.release
order by r.effective_from, l.cbsa, l.state
