-- What an ambulatory surgical center is paid for a code on the ASC list.
-- grain: one row per release and hcpcs
-- key: release, hcpcs
-- source: ASC Addenda AA, BB and DD1; the printed rate is the rate
-- depends: asc_rates, asc_payment_indicators
select
    r.release,
    r.hcpcs,
    r.payment_indicator as asc_payment_indicator,
    case
        when i.payment = 'rate' then round(r.payment_rate, 2)::decimal(12, 2)
        when i.payment = 'packaged' then 0::decimal(12, 2)
    end as asc_facility_amount,
    case
        when i.payment_indicator is null
            then 'payment indicator ' || r.payment_indicator || ' is not known: see Addendum DD1'
        when i.payment = 'rate' and r.payment_rate is null
            then 'the addendum prints no rate (payment indicator ' || r.payment_indicator || ')'
        when i.payment = 'rate' and round(r.payment_rate, 2) = 0
            then 'the printed rate, $' || rtrim(r.payment_rate::varchar, '0') || ', is less than half a cent a unit'
        when i.payment <> 'rate'
            then i.meaning || ' (payment indicator ' || r.payment_indicator || ')'
    end as asc_reason,
    coalesce(i.is_item, false) as is_item,
    r.source_file,
    r.source_row
from asc_rates as r
left join asc_payment_indicators as i on r.payment_indicator = i.payment_indicator
where r.effective_through is not null
qualify row_number() over (partition by r.release, r.hcpcs order by r.addendum, r.source_row) = 1
order by r.hcpcs, r.release
