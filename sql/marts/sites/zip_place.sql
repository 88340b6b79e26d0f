-- Where a five-digit ZIP code is on a day: its locality, and the place whose wage indices hold there.
-- args: for_zip, on_day
-- grain: one row; none where the ZIP code is not known on that day
-- schema: internal
-- source: zip_places, with what else the files say of it (locality_of_zip, zip_counties). On a day before the
--   first ZIP5 release loaded release is NULL. county_mac and county_locality: of the county by LOCCO.
-- depends: zip_places, locality_of_zip, zip_counties, counties, site_places
with counted as (
    select
        c.zip as ratebook_zip,
        c.fips as ratebook_fips,
        n.county as ratebook_county,
        n.state as ratebook_state
    from zip_counties as c
    inner join counties as n on c.fips = n.fips
),

found as (
    select ratebook_zip, ratebook_mac, ratebook_locality, ratebook_kind, ratebook_place
    from (
        select
            zip as ratebook_zip,
            effective_from as ratebook_from,
            effective_through as ratebook_through,
            mac as ratebook_mac,
            locality as ratebook_locality,
            place_kind as ratebook_kind,
            place as ratebook_place
        from internal.zip_places
    )
    where ratebook_zip = for_zip and on_day::date between ratebook_from and ratebook_through
)

select
    f.ratebook_mac as mac,
    f.ratebook_locality as locality,
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
    f.ratebook_kind as place_kind,
    f.ratebook_place as place
from found as f
left join locality_of_zip(for_zip, on_day) as l on true
left join counted as c on f.ratebook_zip = c.ratebook_zip
left join internal.site_places as k
    on k.place_kind = 'county' and k.place = c.ratebook_fips
    and k.payment_year = year(on_day::date)
