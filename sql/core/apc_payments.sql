-- What each APC is paid on a day, and the copayment that its share rests on.
-- grain: one row per apc and effective_from
-- key: apc, effective_from
-- schema: internal
-- source: CMS's OPPS pricer for its years, where its reference data was added; else Addendum B, whose codes of an APC
--   have one rate; else Addendum A of the year's final rule (composites, which no
--   code has alone). apc_order: the place in CMS's own table, by which the pricer breaks ties.
-- depends: pricer_apc_rates, opps_rates, apc_rates, release_days
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
    -- OPPS-2025-01 prints a rate beside 50600, which is inpatient only and has no APC
    where o.apc <> '' and o.payment_rate > 0
    group by o.apc, o.release, d.effective_from, d.effective_through
    having count(distinct o.payment_rate) = 1
    union all
    select
        apc, payment_rate, coalesce(nullif(national_copayment, 0), minimum_copayment, 0),
        effective_from, make_date(year(effective_from), 12, 31), release, source_row, 3
    from apc_rates
    where payment_rate > 0 and status_indicator in ('S', 'T', 'V', 'J1', 'J2')
),

-- Of a year and APC the first source that has it.
kept as (
    select * exclude (first_preference)
    from (
        select
            *,
            min(preference) over (partition by apc, year(effective_from)) as first_preference
        from printed
    )
    where preference = first_preference
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
