-- Pairs of services that are paid by a higher comprehensive APC than the first of them alone.
-- grain: one row per release, hcpcs (the primary) and secondary_hcpcs
-- key: release, hcpcs, secondary_hcpcs
-- source: OPPS Addendum J of a final rule, complexity adjustments; 79 FR 66802. secondary_hcpcs may be the primary
--   itself (two units), another J1 service or an add-on code.
-- depends: releases, loaded_addendum_j_complexity
select
    l.release,
    l.hcpcs,
    l.secondary_hcpcs,
    l.apc,
    l.adjusted_hcpcs,
    l.adjusted_apc,
    r.effective_from,
    l.source_file,
    l.source_row
from loaded_addendum_j_complexity as l
inner join releases as r on l.release = r.release
order by r.effective_from, l.hcpcs, l.secondary_hcpcs
