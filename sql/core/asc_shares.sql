-- What part of an ASC payment Medicare pays.
-- grain: one row per release and hcpcs that has a payment rate
-- key: release, hcpcs
-- schema: internal
-- source: coinsurance (ASC); a preventive service, which the addenda mark with **, costs the patient
--   nothing; a drug whose price rose faster than inflation costs what Addendum BB prints as the
--   adjusted copayment (SSA 1833(i)(9)), since April 2023. A file without that column does not say what
--   the patient of a drug owes.
-- depends: asc_rates, asc_payment_indicators, coinsurance, ratio
with printed as (
    select
        r.*,
        i.is_item,
        r.footnote = '**' as is_preventive,
        c.medicare_share
    from asc_rates as r
    inner join asc_payment_indicators as i
        on r.payment_indicator = i.payment_indicator and i.payment = 'rate'
    inner join coinsurance as c on c.schedule = 'ASC'
    where r.payment_rate > 0
),

rebates as (
    select
        release,
        bool_or(adjusted_copayment is not null) as printed_here
    from printed
    group by release
)

select
    p.release,
    p.hcpcs,
    p.is_preventive,
    case
        when p.is_preventive then 1
        when p.adjusted_copayment <= p.payment_rate
            then round(1 - ratio(p.adjusted_copayment, p.payment_rate), 6)
        when p.adjusted_copayment > p.payment_rate then null
        when p.payment_indicator = 'K2' and not b.printed_here
            and p.effective_from >= date '2023-04-01' then null
        else p.medicare_share
    end::decimal(7, 6) as medicare_share,
    case
        when p.is_item and p.adjusted_copayment <= p.payment_rate
            then round(p.adjusted_copayment, 2)
    end::decimal(12, 2) as item_copayment,
    case
        when p.adjusted_copayment > p.payment_rate and not p.is_preventive
            then p.release || ' prints a copayment that is more than the rate'
        when p.payment_indicator = 'K2' and not b.printed_here and not p.is_preventive
            and p.effective_from >= date '2023-04-01'
            then p.release || ' does not print what the patient of a drug owes: since April 2023 that '
            || 'is 20% or less (inflation rebate)'
    end as reason
from printed as p
inner join rebates as b on p.release = b.release
order by p.hcpcs, p.release
