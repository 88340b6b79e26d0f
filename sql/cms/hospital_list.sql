-- Your own hospitals and their wage indices of a year.
-- grain: one row per release and CCN
-- key: release, ccn
-- source: a csv of yours (`ratebook add hospitals-2026.csv`), before all of CMS's tables
-- depends: releases, loaded_hospital_list
select
    l.release,
    l.ccn,
    l.wage_index::decimal(7, 4) as wage_index,
    l.hospital_name,
    l.county,
    r.effective_from,
    l.source_file,
    l.source_row
from loaded_hospital_list as l
inner join releases as r on l.release = r.release
order by r.effective_from, l.ccn
