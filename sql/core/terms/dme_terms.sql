-- What a supplier of equipment is paid for an item, in each place that has a fee of its own.
-- grain: one row per release, hcpcs, modifier and fee_area
-- schema: internal
-- source: dme_fees
-- kind: view
-- into: code_terms
-- depends: dme_fees
select
    'DME' as schedule,
    release,
    hcpcs,
    modifier,
    'supplier' as setting,
    '' as variant,
    place as fee_area,
    case when fee > 0 then fee end as factor,
    true as is_rate,
    1 as term_1,
    0 as term_2,
    0 as term_3,
    coalesce(dme_category, '') as status,
    case when fee > 0 then 'rate' else 'none' end as payment,
    case
        when fee > 0 then null
        else release || ' has no fee for it in ' || place || ': the contractor prices it'
    end as reason,
    effective_from,
    effective_through,
    source_file,
    source_row
from main.dme_fees
where effective_through is not null
