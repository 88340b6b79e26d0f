-- What a hospital's chargemaster keeps of OPPS: APC, rate and copayment of a code, to the cent.
-- grain: one row per release and hcpcs
-- key: release, hcpcs
-- source: OPPS Addendum B, national; blank where CMS prints no rate (see status_indicator)
-- kind: view
-- depends: opps_rates
select
    hcpcs,
    apc,
    status_indicator,
    round(payment_rate, 2)::decimal(12, 2) as opps_rate,
    round(national_copayment, 2)::decimal(12, 2) as copayment,
    round(minimum_copayment, 2)::decimal(12, 2) as least_copayment,
    effective_from,
    effective_through,
    release
from opps_rates
where effective_through is not null
