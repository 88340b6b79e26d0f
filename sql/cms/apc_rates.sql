-- The ambulatory payment classifications and their rates.
-- grain: one row per release and apc
-- key: release, apc
-- source: OPPS Addendum A of each release that has one; 42 CFR 419.31
-- depends: releases, loaded_addendum_a
select
    l.release,
    l.apc,
    l.status_indicator,
    l.relative_weight::decimal(15, 9) as relative_weight,
    l.payment_rate::decimal(18, 9) as payment_rate,
    l.national_copayment::decimal(18, 9) as national_copayment,
    l.minimum_copayment::decimal(18, 9) as minimum_copayment,
    l.adjusted_copayment::decimal(18, 9) as adjusted_copayment,
    r.effective_from,
    r.effective_through,
    l.source_file,
    l.source_row
from loaded_addendum_a as l
inner join releases as r on l.release = r.release
order by l.apc, r.effective_from
