-- The ambulance fee schedule as printed: what a trip and a mile pay, urban and rural, by locality.
-- grain: one row per release, mac, locality and hcpcs
-- key: release, mac, locality, hcpcs
-- source: CMS's public use file; 42 CFR 414.610. No genuine file was read: the layout is CMS's description.
-- depends: releases, loaded_ambulance
select
    l.release,
    l.mac,
    l.locality,
    l.hcpcs,
    l.urban_rate::decimal(12, 2) as urban_rate,
    l.rural_rate::decimal(12, 2) as rural_rate,
    r.effective_from,
    r.effective_through,
    l.source_file,
    l.source_row
from loaded_ambulance as l
inner join releases as r on l.release = r.release
order by l.hcpcs, l.mac, l.locality, r.effective_from
