-- What part of an OPPS payment Medicare pays: the rest is the patient's copayment.
-- grain: one row per release and hcpcs that has a payment rate
-- key: release, hcpcs
-- schema: internal
-- source: CMS's OPPS pricer (42 CFR 419.41): 1 for a preventive service (copayment 0.00); 0.8 where the
--   copayment is 20 percent of the rate; else 1 - copayment / rate, to six digits. The copayment is the
--   national one, else the minimum. It holds wherever the hospital is: the copayment times the wage
--   adjustment would be another cent. item_copayment: of a drug or product, which no wage index
--   adjusts, the copayment as printed (after the inflation rebate: SSA 1833(i)(9)). Since April 2023
--   Addendum B has it; a file without it does not say what the patient of a drug owes.
-- depends: opps_rates, opps_status_indicators, ratio
with printed as (
    select
        r.*,
        i.is_item,
        r.status_indicator in ('G', 'K', 'K1') as is_drug,
        greatest(
            coalesce(r.national_copayment, r.minimum_copayment),
            coalesce(r.minimum_copayment, r.national_copayment)
        ) as copayment
    from opps_rates as r
    inner join opps_status_indicators as i
        on r.status_indicator = i.status_indicator and i.payment = 'rate'
    where r.payment_rate > 0
),

rebates as (
    select
        release,
        bool_or(is_drug and adjusted_copayment is not null) as printed_here
    from printed
    group by release
),

known as (
    select
        p.*,
        case
            when p.copayment > p.payment_rate then null
            when p.is_drug and p.adjusted_copayment > p.payment_rate then null
            when p.is_drug and p.adjusted_copayment is not null then p.adjusted_copayment
            when p.is_drug and not b.printed_here and p.effective_from >= date '2023-04-01'
                then null
            else p.copayment
        end as its_copayment
    from printed as p
    inner join rebates as b on p.release = b.release
)

select
    release,
    hcpcs,
    case
        when its_copayment = 0 then 1
        when its_copayment = round(0.2 * payment_rate, 2) then 0.8
        else round(1 - ratio(its_copayment, payment_rate), 6)
    end::decimal(7, 6) as medicare_share,
    case when is_item then round(its_copayment, 2) end::decimal(12, 2) as item_copayment,
    its_copayment = 0 as is_preventive,
    case
        when copayment > payment_rate
            then release || ' prints a copayment that is more than the rate'
        when its_copayment is null and is_drug
            then release || ' does not print what the patient of a drug owes: since April 2023 that '
            || 'is 20% or less (inflation rebate)'
        when its_copayment is null then release || ' prints no copayment'
    end as reason
from known
order by hcpcs, release
