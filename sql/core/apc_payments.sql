-- What each APC is paid on a day, and the copayment that its share rests on.
-- grain: one row per apc and effective_from
-- key: apc, effective_from
-- schema: internal
-- source: CMS's OPPS pricer for its years, where its reference data was added; else Addendum B, whose codes of an APC
--   have one rate. apc_order: the place in CMS's own table, by which the pricer breaks ties.
-- depends: pricer_apc_rates, opps_rates, release_days
with printed as (
    select
        apc, payment_rate, coalesce(national_copayment, minimum_copayment, 0) as copayment,
        effective_from, make_date(year(effective_from), 12, 31) as last_day, release, source_row as apc_order,
        1 as preference
    from pricer_apc_rates
    union all
    select
        o.apc, any_value(o.payment_rate),
        max(coalesce(nullif(o.national_copayment, 0), o.minimum_copayment, 0)), d.effective_from,
        d.effective_through, o.release, min(o.source_row), 2
    from opps_rates as o
    inner join internal.release_days as d on d.schedule = 'OPPS' and o.release = d.release
    where o.apc is not null and o.payment_rate > 0
    group by o.apc, o.release, d.effective_from, d.effective_through
    having count(distinct o.payment_rate) = 1
),

-- Of a year that the pricer has, its rates alone.
kept as (
    select *
    from printed as p
    where
        p.preference = 1
        or not exists (
            select 1 from pricer_apc_rates as r
            where r.apc = p.apc and year(r.effective_from) = year(p.effective_from)
        )
)

select
    apc,
    payment_rate::decimal(14, 2) as payment_rate,
    copayment::decimal(14, 2) as copayment,
    effective_from,
    coalesce(
        case
            when lead(effective_from) over (partition by apc order by effective_from) <= last_day
                then lead(effective_from) over (partition by apc order by effective_from) - 1
        end, last_day
    )::date as effective_through,
    release,
    apc_order
from kept
order by apc, effective_from
