-- What an ambulatory surgical center is paid for a code: payment indicator, weight and rate.
-- grain: one row per release and hcpcs, which is in one of the two addenda
-- key: release, hcpcs
-- source: ASC Addenda AA (surgical) and BB (ancillary); 42 CFR 416.171; national, not wage-adjusted
-- depends: releases, loaded_asc_aa, loaded_asc_bb
with addenda as (
    select
        release,
        'AA' as addendum,
        hcpcs,
        footnote,
        multiple_procedure_discount,
        comment_indicator,
        payment_indicator,
        payment_weight,
        payment_rate,
        null as adjusted_copayment,
        source_file,
        source_row
    from loaded_asc_aa
    union all
    select
        release,
        'BB' as addendum,
        hcpcs,
        footnote,
        '' as multiple_procedure_discount,
        comment_indicator,
        payment_indicator,
        payment_weight,
        payment_rate,
        adjusted_copayment,
        source_file,
        source_row
    from loaded_asc_bb
)

select
    a.release,
    a.addendum,
    a.hcpcs,
    a.footnote,
    a.multiple_procedure_discount,
    a.comment_indicator,
    a.payment_indicator,
    a.payment_weight::decimal(15, 9) as payment_weight,
    a.payment_rate::decimal(18, 9) as payment_rate,
    a.adjusted_copayment::decimal(18, 9) as adjusted_copayment,
    r.effective_from,
    r.effective_through,
    a.source_file,
    a.source_row
from addenda as a
inner join releases as r on a.release = r.release
order by a.hcpcs, a.addendum, r.effective_from
