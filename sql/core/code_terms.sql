-- What a schedule pays a code by, in a setting: the terms, the factor, the ceiling.
-- grain: one row per schedule, release, hcpcs, modifier, setting and variant
-- key: schedule, release, hcpcs, modifier, setting, variant
-- schema: internal
-- source: the selects of core/terms, one a schedule. The amount in a place is
--   paid_amount(terms_amount(factor, term_1, index_1, ...), terms_amount(factor, cap_1, index_1, ...)).
--   setting: who is paid where (office, professional, hospital, asc, laboratory). variant: 'qp' for
--   the second conversion factor. is_rate: factor is a rate that the schedule prints, and the terms
--   are shares of it; where it was made as weight x weight_factor, both stand beside it. class: what
--   the rate belongs to (the APC; the ASC payment indicator). payment: 'rate', 'packaged' or 'none'.
--   The factor has 19 digits: of two figures of at most 18, DuckDB 1 makes one of 18, which overflows.
--   Where nothing is paid the factor or a term is NULL and reason says why.
-- depends: parts of code_terms
select
    schedule,
    release,
    hcpcs,
    modifier,
    setting,
    variant,
    factor::decimal(19, 9) as factor,
    is_rate,
    term_1::decimal(9, 4) as term_1,
    term_2::decimal(9, 4) as term_2,
    term_3::decimal(9, 4) as term_3,
    cap_1::decimal(9, 4) as cap_1,
    cap_2::decimal(9, 4) as cap_2,
    cap_3::decimal(9, 4) as cap_3,
    weight::decimal(15, 9) as weight,
    weight_factor::decimal(9, 4) as weight_factor,
    unit_rate::decimal(12, 3) as unit_rate,
    status,
    class,
    payment,
    reason,
    effective_from,
    effective_through,
    source_file,
    source_row
from parts
order by hcpcs, schedule, release, modifier, setting, variant
