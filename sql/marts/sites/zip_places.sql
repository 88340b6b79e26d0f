-- Where each five-digit ZIP code is on each day: its locality, and the place whose wage indices hold there.
-- grain: one row per ZIP code and span of days; none for days on which the ZIP code is not known
-- key: zip, effective_from
-- schema: internal
-- source: zip_localities (the latest ZIP5 release that began by then and has the ZIP code), zip_counties. The
--   indices are those of the county; of its state where the county is not known and OPPS pays no hospital of
--   the state; else of the locality (a ZIP code without a county; Connecticut before its planning regions).
--   On a day before the first ZIP5 release loaded the locality is the county's.
-- depends: zip_localities, zip_counties, counties, states, site_places, releases
with bounds as (
    select date '0001-01-01' as first_day
    union
    select make_date(payment_year, 1, 1) from internal.site_places
    union
    select make_date(max(payment_year) + 1, 1, 1) from internal.site_places
    union
    select effective_from from releases where dataset = 'ZIP5'
),

begun as (
    select min(effective_from) as zip5_from from releases where dataset = 'ZIP5'
),

spans as (
    select
        first_day,
        coalesce(lead(first_day) over (order by first_day) - 1, date '9999-12-31')::date as last_day,
        row_number() over (order by first_day) as span,
        coalesce(first_day >= zip5_from, false) as has_begun
    from bounds
    cross join begun
    where first_day is not null
),

zips as (
    select zip from zip_localities
    union
    select zip from zip_counties
),

counted as (
    select z.zip, c.fips, n.state
    from zips as z
    left join zip_counties as c on z.zip = c.zip
    left join counties as n on c.fips = n.fips
),

-- Each row of a ZIP code holds until its next.
located as (
    select
        *,
        lead(effective_from) over (partition by zip order by effective_from) as next_from
    from zip_localities
),

dated as (
    select c.*, s.*
    from counted as c
    cross join spans as s
),

known as (
    select
        d.zip,
        d.first_day,
        d.last_day,
        d.span,
        coalesce(l.mac, k.mac) as mac,
        coalesce(l.locality, k.locality) as locality,
        case
            when k.place is not null then 'county'
            when s.no_opps_reason is not null then 'state'
            else 'locality'
        end as place_kind,
        case
            when k.place is not null then k.place
            when s.no_opps_reason is not null then s.state
            else coalesce(l.mac, k.mac) || '-' || coalesce(l.locality, k.locality)
        end as place
    from dated as d
    left join located as l
        on d.zip = l.zip and d.first_day >= l.effective_from
        and (l.next_from is null or d.first_day < l.next_from)
    left join internal.site_places as k
        on k.place_kind = 'county' and d.fips = k.place and year(d.first_day) = k.payment_year
    left join states as s on coalesce(l.state, d.state) = s.state
    where l.zip is not null or (not d.has_begun and k.mac <> 'open')
),

-- Spans that follow each other and say the same have one run.
numbered as (
    select
        *,
        span - row_number() over (
            partition by zip, mac, locality, place_kind, place order by span
        ) as run
    from known
)

select
    zip,
    min(first_day) as effective_from,
    max(last_day) as effective_through,
    mac,
    locality,
    place_kind,
    place
from numbered
group by zip, mac, locality, place_kind, place, run
order by zip, effective_from
