-- HCPCS Level II codes and modifiers as CMS lists them: names, dates of life, coverage, pricing.
-- grain: one row per release, hcpcs and sequence
-- key: release, hcpcs, sequence
-- source: the alpha-numeric HCPCS file of each quarter. A name that is too long for a row goes on in the
--   next sequence. hcpcs: five characters, or two of a modifier. coverage: C (the contractor decides), D
--   (special instructions), I (not payable), M (not covered), S (not by statute). ended_on: last day.
-- depends: releases, loaded_hcpcs
select
    l.release,
    l.hcpcs,
    l.sequence,
    l.long_name,
    nullif(l.short_name, '') as short_name,
    nullif(l.pricing_indicator, '') as pricing_indicator,
    nullif(l.multiple_pricing_indicator, '') as multiple_pricing_indicator,
    nullif(l.coverage, '') as coverage,
    nullif(l.betos, '') as betos,
    nullif(l.replaced_by, '') as replaced_by,
    try_strptime(l.added_on, '%Y%m%d')::date as added_on,
    try_strptime(l.action_on, '%Y%m%d')::date as action_on,
    try_strptime(l.ended_on, '%Y%m%d')::date as ended_on,
    nullif(l.action, '') as action,
    r.effective_from,
    l.source_file,
    l.source_row
from loaded_hcpcs as l
inner join releases as r on l.release = r.release
order by l.hcpcs, l.sequence, r.effective_from
