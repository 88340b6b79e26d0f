-- What a schedule pays a code by, in a setting: the terms, the factor, the ceiling.
-- grain: one row per schedule, release, hcpcs, modifier, setting, variant and fee_area
-- key: schedule, release, hcpcs, modifier, setting, variant, fee_area
-- schema: internal
-- source: the selects of core/terms, one a schedule; a column that a schedule has no use for is NULL
--   here where its select leaves it out. The amount in a place is
--   paid_amount(terms_amount(factor, term_1, index_1, ...), terms_amount(factor, cap_1, index_1, ...)).
--   setting: who is paid where (office, professional, hospital, asc, laboratory). variant: 'qp' for
--   the second conversion factor. is_rate: factor is a rate that the schedule prints, and the terms
--   are shares of it; where it was made as weight x weight_factor, both stand beside it. class: what
--   the rate belongs to (the APC; the ASC payment indicator). payment: 'rate', 'packaged' or 'none'.
--   The factor has 19 digits: of two figures of at most 18, DuckDB 1 makes one of 18, which overflows.
--   fee_area: where the rate holds, '' for everywhere; it is a place of place_terms (equipment has a fee a
--   state). unit: what one billing unit is. medicare_share: where it is not that of the schedule.
--   Where nothing is paid the factor or a term is NULL and reason says why.
-- depends: parts of code_terms
select
    schedule,
    release,
    hcpcs,
    modifier,
    setting,
    variant,
    coalesce(fee_area, '') as fee_area,
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
    unit,
    medicare_share::decimal(7, 6) as medicare_share,
    status,
    class,
    payment,
    reason,
    effective_from,
    effective_through,
    source_file,
    source_row
from parts
order by hcpcs, schedule, release, modifier, setting, variant, fee_area
