-- The counties of each locality, in CMS's free text.
-- grain: one row per release, mac, locality and text of counties
-- key: release, mac, locality, source_row
-- source: LOCCO of each PFS release
-- depends: releases, loaded_locco
select
    l.release,
    l.mac,
    l.locality,
    l.fee_schedule_area,
    l.counties,
    r.effective_from,
    r.effective_through,
    l.source_file,
    l.source_row
from loaded_locco as l
inner join releases as r on l.release = r.release
order by r.effective_from, l.mac, l.locality
