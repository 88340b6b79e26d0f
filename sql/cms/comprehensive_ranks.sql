-- Which of several comprehensive services (status indicator J1) of a claim pays it: the lowest rank.
-- grain: one row per release and hcpcs
-- key: release, hcpcs
-- source: OPPS Addendum J of a final rule; 42 CFR 419.2(b), 79 FR 66799. The ranks of a year hold for all of it.
-- depends: releases, loaded_addendum_j_rank
select
    l.release,
    l.hcpcs,
    l.apc,
    l.rank::integer as comprehensive_rank,
    r.effective_from,
    l.source_file,
    l.source_row
from loaded_addendum_j_rank as l
inner join releases as r on l.release = r.release
order by r.effective_from, l.hcpcs
