-- The ASC wage index by CBSA, as CMS publishes it. It must not be used for a hospital, whose index
--   comes from its own file with reclassifications and floors.
-- grain: one row per release, cbsa and wage_index (some codes carry a second, transition value)
-- key: release, source_file, source_row
-- source: OPPS/ASC wage index file of each year; 42 CFR 416.172(c)
--   A state without rural counties has no rural index: WAGE-2026 prints 0.0000 for New Jersey (31)
--   and Rhode Island (41).
-- depends: releases, loaded_wage_index
select
    l.release,
    l.cbsa,
    l.cbsa_name,
    nullif(l.wage_index, 0)::decimal(7, 4) as wage_index,
    case
        when l.wage_index = 0 then 'CMS lists 0.0000: the area has no wage index'
        when l.wage_index is null then 'CMS lists no wage index'
    end as no_index_reason,
    r.effective_from,
    r.effective_through,
    l.source_file,
    l.source_row
from loaded_wage_index as l
inner join releases as r on l.release = r.release
order by r.effective_from, l.cbsa, l.source_row
