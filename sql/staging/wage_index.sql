-- The OPPS and ASC wage index by CBSA, to adjust the national rates with.
-- grain: one row per release, cbsa and wage_index (some codes carry a second, transition value)
-- key: release, source_file, source_row
-- source: OPPS/ASC wage index file of each year; 42 CFR 419.43(c), 416.172(c)
--   A state without rural counties has no rural index: WAGE-2026 prints 0.0000 for New Jersey (31)
--   and Rhode Island (41).
-- depends: releases, loaded_wage_index
select
    l.release,
    l.cbsa,
    l.cbsa_name,
    nullif(l.wage_index, 0)::decimal(7, 4) as wage_index,
    case
        when l.wage_index = 0 then 'CMS prints 0.0000: the area has no wage index'
        when l.wage_index is null then 'CMS prints no wage index'
    end as no_index_reason,
    r.effective_from,
    r.effective_through,
    l.source_file,
    l.source_row
from loaded_wage_index as l
inner join releases as r on l.release = r.release
order by r.effective_from, l.cbsa, l.source_row
