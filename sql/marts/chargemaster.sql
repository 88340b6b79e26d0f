-- What a hospital's chargemaster keeps of OPPS: APC, rate and copayment of a code, to the cent.
-- grain: one row per release and hcpcs
-- key: release, hcpcs
-- source: OPPS Addendum B, national; the copayment is that of opps_copayments. A blank rate has
--   its reason in no_rate_reason.
-- kind: view
-- depends: opps_rates, opps_copayments, opps_status_indicators
select
    r.hcpcs,
    r.apc,
    r.status_indicator,
    case when i.payment = 'rate' then round(r.payment_rate, 2)::decimal(12, 2) end as opps_rate,
    c.copayment_amount as copayment,
    round(r.minimum_copayment, 2)::decimal(12, 2) as least_copayment,
    case
        when i.payment = 'rate' and r.payment_rate is null
            then 'Addendum B prints no rate (status indicator ' || r.status_indicator || ')'
        when i.payment = 'rate' and round(r.payment_rate, 2) = 0
            then 'the printed rate is less than half a cent a unit'
        when i.payment is distinct from 'rate'
            then coalesce(i.meaning, 'not known: see Addendum D1') || ' (status indicator '
            || r.status_indicator || ')'
    end as no_rate_reason,
    r.effective_from,
    r.effective_through,
    r.release
from opps_rates as r
left join opps_copayments as c on r.release = c.release and r.hcpcs = c.hcpcs
left join opps_status_indicators as i on r.status_indicator = i.status_indicator
where r.effective_through is not null
