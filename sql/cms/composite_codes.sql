-- The codes that OPPS may pay together by a composite APC, or package into critical care.
-- grain: one row per release, hcpcs and composite_apc
-- key: release, hcpcs, composite_apc
-- source: OPPS Addendum M of a final rule; 42 CFR 419.2(b), 419.31(c). A cell has one APC or two: `8005 or 8006`
--   (without and with contrast), `5041, 5045` (critical care).
-- depends: releases, loaded_addendum_m
select
    l.release,
    l.hcpcs,
    l.apc,
    unnest(regexp_extract_all(l.composite_apcs, '\d{4}')) as composite_apc,
    r.effective_from,
    l.source_file,
    l.source_row
from loaded_addendum_m as l
inner join releases as r on l.release = r.release
order by r.effective_from, l.hcpcs
