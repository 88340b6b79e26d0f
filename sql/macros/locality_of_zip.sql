-- The MAC and locality of a five-digit ZIP code on a day.
-- args: for_zip, on_day
-- grain: one row; none where no ZIP5 release that began by the day has the ZIP
-- source: ZIP5, the latest release that began by then. split: the ZIP lies in several localities
--   and only its nine digits tell which, so that mac and locality are those CMS prints for most.
--   held_through before the day: that release has ended, and no later one is loaded.
-- example: select mac, locality, locality_name from locality_of_zip('35203', '2026-08-01')
-- depends: zip_localities, localities_history
with newest as (
    select
        arg_max(ratebook_row, ratebook_from) as ratebook_found,
        any_value(on_day::date) as ratebook_day
    from (
        select z as ratebook_row, z.zip as ratebook_zip, z.effective_from as ratebook_from
        from zip_localities as z
    )
    where ratebook_zip = for_zip and ratebook_from <= on_day::date
)

select
    n.ratebook_found.zip as zip,
    n.ratebook_found.mac as mac,
    n.ratebook_found.locality as locality,
    l.locality_name,
    n.ratebook_found.state as state,
    n.ratebook_found.split as split,
    n.ratebook_found.release as release,
    n.ratebook_found.effective_through as held_through
from newest as n
left join localities_history as l
    on l.mac = n.ratebook_found.mac and l.locality = n.ratebook_found.locality
    and n.ratebook_day between l.effective_from and l.effective_through
where n.ratebook_found is not null
