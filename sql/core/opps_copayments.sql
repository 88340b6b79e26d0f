-- The copayment: what a patient pays a hospital under OPPS for a code that is alone on the claim.
-- grain: one row per release and hcpcs that has a payment rate
-- key: release, hcpcs
-- source: SSA 1833(t)(3)(B), (t)(8)(C); 42 CFR 419.40, 419.41. Addendum B prints three figures.
--   adjusted: after the cap at the inpatient deductible, or the inflation rebate of a drug; it
--   holds where it is printed. national: what was frozen in the 1990s; it holds where printed,
--   and is never less than the minimum. minimum: 20 percent of the rate, or 0.00 for a preventive
--   service. deductible: the printed one is held down to the inpatient deductible of the year, for
--   a release (July 2026) or a row (C9734, January 2025) that has no adjusted one. National, not
--   wage-adjusted.
-- depends: opps_rates, opps_status_indicators, inpatient_deductibles
with printed as (
    select
        r.*,
        d.inpatient_deductible,
        coalesce(
            r.adjusted_copayment,
            greatest(
                coalesce(r.national_copayment, r.minimum_copayment),
                coalesce(r.minimum_copayment, r.national_copayment)
            )
        ) as copayment
    from opps_rates as r
    inner join opps_status_indicators as i
        on r.status_indicator = i.status_indicator and i.payment = 'rate'
    left join inpatient_deductibles as d on year(r.effective_from) = d.payment_year
    where r.payment_rate is not null
)

select
    p.release,
    p.hcpcs,
    round(
        least(p.copayment, coalesce(p.inpatient_deductible, p.copayment), p.payment_rate), 2
    )::decimal(12, 2)
        as copayment_amount,
    case
        when p.copayment > p.inpatient_deductible then 'deductible'
        when p.adjusted_copayment is not null then 'adjusted'
        when p.national_copayment > p.minimum_copayment then 'national'
        else 'minimum'
    end as copayment_kind,
    p.inpatient_deductible,
    p.effective_from,
    p.effective_through,
    p.source_file,
    p.source_row
from printed as p
where p.copayment is not null
order by p.hcpcs, p.effective_from
