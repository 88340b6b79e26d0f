-- Where a five-digit ZIP code is on a day: its locality, and the place whose wage indices hold there.
-- args: for_zip, on_day
-- grain: one row; none where the ZIP code is not known on that day
-- schema: internal
-- source: locality_of_zip, zip_counties. The indices are those of the county; of its state where the
--   county is not known and OPPS pays no hospital of the state; else of the locality (a ZIP code without a
--   county; Connecticut before its planning regions). On a day before the first ZIP5 release loaded the
--   locality is the county's, and release is NULL. county_mac and county_locality: of the county by LOCCO.
-- depends: locality_of_zip, zip_counties, counties, states, site_places, releases
with counted as (
    select
        c.zip as ratebook_zip,
        c.fips as ratebook_fips,
        n.county as ratebook_county,
        n.state as ratebook_state
    from zip_counties as c
    inner join counties as n on c.fips = n.fips
),

begun as (
    select count(*) as ratebook_begun
    from (
        select effective_from as ratebook_from, dataset as ratebook_set from releases
    )
    where ratebook_set = 'ZIP5' and ratebook_from <= on_day::date
),

known as (
    select
        coalesce(l.mac, k.mac) as mac,
        coalesce(l.locality, k.locality) as locality,
        coalesce(l.state, c.ratebook_state) as state,
        l.release,
        l.held_through,
        coalesce(l.split, false) as split,
        c.ratebook_fips as fips,
        c.ratebook_county as county,
        c.ratebook_state as county_state,
        k.mac as county_mac,
        k.locality as county_locality,
        k.locality_release,
        k.place is not null as has_indices
    from begun as b
    left join locality_of_zip(for_zip, on_day) as l on true
    left join counted as c on c.ratebook_zip = for_zip
    left join internal.site_places as k
        on k.place_kind = 'county' and k.place = c.ratebook_fips
        and k.payment_year = year(on_day::date)
    where l.zip is not null or (b.ratebook_begun = 0 and k.mac <> 'open')
)

select
    z.mac,
    z.locality,
    z.state,
    z.release,
    z.held_through,
    z.split,
    z.fips,
    z.county,
    z.county_state,
    z.county_mac,
    z.county_locality,
    z.locality_release,
    case
        when z.has_indices then 'county'
        when s.no_opps_reason is not null then 'state'
        else 'locality'
    end as place_kind,
    case
        when z.has_indices then z.fips
        when s.no_opps_reason is not null then z.state
        else z.mac || '-' || z.locality
    end as place
from known as z
left join states as s on z.state = s.state
