-- Codes that an earlier release listed and this one does not: where each was listed last, and how.
-- grain: one row per release and hcpcs that it leaves out
-- key: release, hcpcs
-- schema: internal
-- source: pfs_rvu (rows without modifier), opps_rates, asc_rates, code_terms of any other schedule,
--   of the releases that hold.
--   left_out: the very release before listed it. listing: its status or payment indicator there.
-- depends: release_days, code_terms, site_schedules, pfs_rvu, opps_rates, asc_rates, pfs_status_codes, opps_status_indicators, asc_payment_indicators
with held as (
    select
        release,
        schedule as dataset,
        number as place,
        count(*) over (partition by schedule) as places
    from internal.release_days
),

listings as (
    select v.release, v.hcpcs, v.status_code as indicator, s.meaning
    from pfs_rvu as v
    left join pfs_status_codes as s on v.status_code = s.status_code
    where v.modifier = ''
    union all
    select o.release, o.hcpcs, o.status_indicator as indicator, s.meaning
    from opps_rates as o
    left join opps_status_indicators as s on o.status_indicator = s.status_indicator
    union all
    select a.release, a.hcpcs, arg_min(a.payment_indicator, a.addendum) as indicator,
        arg_min(s.meaning, a.addendum)
    from asc_rates as a
    left join asc_payment_indicators as s on a.payment_indicator = s.payment_indicator
    group by a.release, a.hcpcs
    union all
    select c.release, c.hcpcs, min(c.status) as indicator, null as meaning
    from internal.code_terms as c
    anti join internal.site_schedules as s on c.schedule = s.schedule
    group by c.release, c.hcpcs
),

gaps as (
    select
        l.*,
        h.dataset,
        h.place,
        coalesce(
            lead(h.place) over (partition by h.dataset, l.hcpcs order by h.place), h.places + 1
        ) as next_place
    from listings as l
    inner join held as h on l.release = h.release
)

select
    h.release,
    g.hcpcs,
    h.dataset,
    g.release as last_release,
    g.indicator,
    h.place = g.place + 1 as left_out,
    g.indicator || coalesce(', ' || g.meaning, '') as listing
from gaps as g
inner join held as h
    on g.dataset = h.dataset and h.place > g.place and h.place < g.next_place
order by g.hcpcs, h.release
