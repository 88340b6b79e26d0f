-- What OPPS pays a hospital for a code: status indicator, APC, rate and copayments.
-- grain: one row per release and hcpcs
-- key: release, hcpcs
-- source: OPPS Addendum B of each release; 42 CFR 419.32; national, not wage-adjusted
-- depends: releases, loaded_addendum_b
--   Workbooks print up to nine decimals of a drug's rate; all are kept.
select
    l.release,
    l.hcpcs,
    l.comment_indicator,
    l.status_indicator,
    l.apc,
    l.relative_weight::decimal(15, 9) as relative_weight,
    l.payment_rate::decimal(18, 9) as payment_rate,
    l.national_copayment::decimal(18, 9) as national_copayment,
    l.minimum_copayment::decimal(18, 9) as minimum_copayment,
    l.adjusted_copayment::decimal(18, 9) as adjusted_copayment,
    r.effective_from,
    r.effective_through,
    l.source_file,
    l.source_row
from loaded_addendum_b as l
inner join releases as r on l.release = r.release
order by l.hcpcs, r.effective_from
