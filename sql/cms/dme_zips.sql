-- The ZIP codes where an item has another fee than its state's: rural, or in a former bidding area.
-- grain: one row per release and zip
-- key: release, zip
-- source: DME Rural ZIP and Former CBA ZIP codes of each quarter (dme25.zip); never ZIP5's rural flag,
--   which is the ambulance's. A release without these files (DME-2026-01) has no row.
-- depends: releases, loaded_rural_zip, loaded_former_cba_zip
select
    z.release,
    z.zip,
    'rural' as place_kind,
    z.state || ' rural' as place,
    z.year_quarter,
    z.source_file,
    z.source_row
from loaded_rural_zip as z
inner join releases as r on z.release = r.release
union all
select
    z.release,
    z.zip,
    'former bidding area' as place_kind,
    z.area_name as place,
    z.year_quarter,
    z.source_file,
    z.source_row
from loaded_former_cba_zip as z
inner join releases as r on z.release = r.release
order by 2, 1
