-- The base units of an anesthesia code.
-- grain: one row per release and hcpcs
-- key: release, hcpcs
-- source: CMS's list of base units; 42 CFR 414.46(b). A list holds until CMS posts another: that of 2022
--   is the newest.
-- depends: releases, loaded_anes_base
select
    l.release,
    l.hcpcs,
    l.base_units::decimal(4, 1) as base_units,
    r.effective_from,
    l.source_file,
    l.source_row
from loaded_anes_base as l
inner join releases as r on l.release = r.release
order by l.hcpcs, r.effective_from
