-- What an ASC is paid for a code: half of the rate with the wage index, half without.
-- grain: one row per release and hcpcs
-- schema: internal
-- source: asc_codes; 42 CFR 416.172(c): the wage index is not applied to drugs, devices and sources.
--   weight and weight_factor: where the printed rate is their product to the cent
--   (facility_conversion_factors). class: the payment indicator decides how the rate is made.
-- kind: view
-- into: code_terms
-- depends: asc_codes, asc_rates, asc_payment_indicators, facility_conversion_factors, release_days
with rated as (
    select
        a.*,
        coalesce(i.payment, 'unknown') as payment,
        case i.payment when 'rate' then r.payment_rate when 'packaged' then 0 end as rate,
        r.payment_weight,
        f.asc_factor
    from internal.asc_codes as a
    inner join main.asc_rates as r
        on a.release = r.release and a.source_row = r.source_row
        and a.source_file = r.source_file and a.hcpcs = r.hcpcs
    left join main.asc_payment_indicators as i on a.asc_payment_indicator = i.payment_indicator
    left join internal.facility_conversion_factors as f
        on year(r.effective_from) = f.payment_year
)

select
    'ASC' as schedule,
    r.release,
    r.hcpcs,
    '' as modifier,
    'asc' as setting,
    '' as variant,
    r.rate as factor,
    true as is_rate,
    r.labor_share as term_1,
    1 - r.labor_share as term_2,
    0 as term_3,
    null as cap_1,
    null as cap_2,
    null as cap_3,
    r.payment_weight as weight,
    case
        when round(r.payment_weight * r.asc_factor, 2) = r.asc_facility_amount then r.asc_factor
    end as weight_factor,
    r.asc_unit_rate as unit_rate,
    r.asc_payment_indicator as status,
    r.asc_payment_indicator as class,
    r.payment as payment,
    r.asc_reason as reason,
    d.effective_from,
    d.effective_through,
    r.source_file,
    r.source_row
from rated as r
inner join internal.release_days as d on r.release = d.release
