-- The geographic practice cost indices (GPCIs) of each locality, as published.
-- grain: one row per release, mac and locality
-- key: release, mac, locality
-- source: GPCI of each PFS release; 42 CFR 414.26; work with the 1.0 floor of SSA 1848(e)(1)(E)
-- depends: releases, loaded_gpci
--   Files before 2010 print the nation as 00000/00; it is no locality.
select
    l.release,
    l.mac,
    l.locality,
    l.state,
    l.locality_name,
    l.work_gpci::decimal(7, 4) as work_gpci,
    l.work_gpci_without_floor::decimal(7, 4) as work_gpci_without_floor,
    l.pe_gpci::decimal(7, 4) as pe_gpci,
    l.mp_gpci::decimal(7, 4) as mp_gpci,
    r.effective_from,
    r.effective_through,
    l.source_file,
    l.source_row
from loaded_gpci as l
inner join releases as r on l.release = r.release
where l.mac <> '00000'
order by r.effective_from, l.mac, l.locality
