-- What a laboratory is paid for a test: the clinical laboratory fee schedule, the same everywhere.
-- grain: one row per release, hcpcs and modifier
-- key: release, hcpcs, modifier
-- source: CLFS of each quarter; SSA 1833(h), 1834A; 42 CFR 414.507. indicator: N a national limit, L
--   priced by the contractor, where CMS prints 00000.00. effective_from: EFF_DATE of the row, where
--   it is later than the first day of the release.
-- depends: releases, loaded_clfs
select
    l.release,
    l.hcpcs,
    l.modifier,
    l.indicator,
    l.rate::decimal(12, 2) as rate,
    case
        when strptime(l.begins, '%Y%m%d')::date > r.effective_from
            then strptime(l.begins, '%Y%m%d')::date
        else r.effective_from
    end as effective_from,
    r.effective_through,
    l.source_file,
    l.source_row
from loaded_clfs as l
inner join releases as r on l.release = r.release
order by l.hcpcs, l.modifier, r.effective_from
