-- Every code that a loaded release lists, and the last day that one does.
-- grain: one row per hcpcs
-- key: hcpcs
-- schema: internal
-- source: code_terms, release_days
-- depends: code_terms
select
    hcpcs,
    max(effective_through) as last_day
from internal.code_terms
group by hcpcs
order by hcpcs
