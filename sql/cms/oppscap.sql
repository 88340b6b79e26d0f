-- CMS's own prices after the OPPS cap, to compare with; nothing is paid from this table.
-- grain: one row per release, hcpcs, modifier, mac and locality
-- key: release, hcpcs, modifier, mac, locality
-- source: OPPSCAP of each PFS release; SSA 1848(b)(4)
-- depends: releases, loaded_oppscap
--   Status A: the price after the cap. Status C: the most that a contractor may set.
--   Some localities are listed under two carrier numbers, so there are more pairs than in gpci.
select
    l.release,
    l.hcpcs,
    l.modifier,
    l.status_code,
    l.mac,
    l.locality,
    l.facility_price::decimal(12, 2) as facility_price,
    l.nonfacility_price::decimal(12, 2) as nonfacility_price,
    r.effective_from,
    r.effective_through,
    l.source_file,
    l.source_row
from loaded_oppscap as l
inner join releases as r on l.release = r.release
order by r.effective_from, l.hcpcs, l.modifier, l.mac, l.locality
