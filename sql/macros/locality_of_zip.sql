-- The MAC and locality of a five-digit ZIP code on a day.
-- args: for_zip, on_day
-- grain: one row; none where no ZIP5 release that began by the day has the ZIP
-- source: ZIP5, the latest release that began by then. split: the ZIP lies in several localities
--   and only its nine digits tell which, so that mac and locality are those CMS prints for most.
--   held_through before the day: that release has ended, and no later one is loaded.
-- example: select mac, locality, locality_name from locality_of_zip('35203', '2026-08-01')
-- depends: zip_localities, localities
select
    z.zip,
    z.mac,
    z.locality,
    l.locality_name,
    z.state,
    z.split,
    z.release,
    z.effective_through as held_through
from zip_localities as z
left join localities as l
    on z.mac = l.mac and z.locality = l.locality
    and on_day::date between l.effective_from and l.effective_through
where z.zip = for_zip and z.effective_from <= on_day::date
qualify row_number() over (order by z.effective_from desc) = 1
