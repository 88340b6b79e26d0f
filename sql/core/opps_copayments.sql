-- What a patient pays a hospital under OPPS for a code that stands alone: the copayment.
-- grain: one row per release and hcpcs that has a payment rate
-- key: release, hcpcs
-- source: SSA 1833(t)(3)(B), (t)(8)(C); 42 CFR 419.40, 419.41. Addendum B prints three figures.
--   adjusted: after the cap at the inpatient deductible, or the inflation rebate of a drug; it
--   holds where it is printed. national: what was frozen in the 1990s; it holds where printed,
--   and is never less than the minimum. minimum: 20 percent of the rate, or 0.00 for a preventive
--   service. A release without the adjusted column (July 2026) has copayments that the cap at
--   the inpatient deductible may lower: capped_in_file is false. National, not wage-adjusted.
-- depends: opps_rates, opps_status_indicators
with printed as (
    select
        o.*,
        max(o.adjusted_copayment) over (partition by o.release) is not null as capped_in_file
    from opps_rates as o
)

select
    p.release,
    p.hcpcs,
    round(
        coalesce(
            p.adjusted_copayment,
            greatest(p.national_copayment, p.minimum_copayment)
        ), 2
    )::decimal(12, 2) as copayment_amount,
    case
        when p.adjusted_copayment is not null then 'adjusted'
        when p.national_copayment > p.minimum_copayment then 'national'
        else 'minimum'
    end as copayment_kind,
    p.capped_in_file,
    p.effective_from,
    p.effective_through,
    p.source_file,
    p.source_row
from printed as p
inner join opps_status_indicators as i
    on p.status_indicator = i.status_indicator and i.payment = 'rate'
where
    p.payment_rate is not null
    and coalesce(p.adjusted_copayment, p.national_copayment, p.minimum_copayment) is not null
order by p.hcpcs, p.effective_from
