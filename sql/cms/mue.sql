-- The most units of a code that Medicare pays (medically unlikely edits of NCCI).
-- grain: one row per kind, hcpcs and quarter
-- key: kind, hcpcs, effective_from
-- source: Medicare NCCI MUE tables of practitioners, outpatient hospitals and DME suppliers. A table has no
--   days but its own quarter's: it says nothing of another quarter.
-- depends: releases, loaded_mue_practitioner, loaded_mue_hospital, loaded_mue_dme
with united as (
    select 'practitioner' as kind, * from loaded_mue_practitioner
    union all
    select 'hospital', * from loaded_mue_hospital
    union all
    select 'supplier', * from loaded_mue_dme
)

select
    u.release,
    u.kind,
    u.hcpcs,
    u.mue_value::integer as mue_value,
    left(u.adjudication, 1)::tinyint as mai,
    trim(substr(u.adjudication, 2)) as adjudication,
    u.rationale,
    r.effective_from,
    (date_trunc('quarter', r.effective_from) + interval 3 month)::date - 1 as effective_through,
    u.source_file,
    u.source_row
from united as u
inner join releases as r on u.release = r.release
order by u.kind, u.hcpcs, r.effective_from
