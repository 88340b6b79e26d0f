-- What a laboratory is paid for a test.
-- grain: one row per release, hcpcs and modifier
-- schema: internal
-- source: clfs_rates; a rate that the contractor sets is in no file of CMS's
-- kind: view
-- into: code_terms
-- depends: clfs_rates
select
    'CLFS' as schedule,
    release,
    hcpcs,
    modifier,
    'laboratory' as setting,
    '' as variant,
    case when indicator <> 'L' or rate > 0 then rate end as factor,
    true as is_rate,
    1 as term_1,
    0 as term_2,
    0 as term_3,
    indicator as status,
    case when indicator <> 'L' or rate > 0 then 'rate' else 'none' end as payment,
    case
        when indicator = 'L' and rate = 0 then 'priced by the contractor (indicator L)'
        when rate = 0 then 'the file lists a rate of $0.00'
    end as reason,
    effective_from,
    effective_through,
    source_file,
    source_row
from main.clfs_rates
where effective_through is not null
