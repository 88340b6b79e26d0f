-- A locality of a LOCCO file has no county: its text names one that is not known.
-- severity: finding
-- compared: select release, count(*) from locality_counties group by release
select
    l.release,
    l.mac || '-' || l.locality || ': ' || l.counties as example
from locality_counties as l
semi join internal.county_localities as u on l.release = u.release
anti join internal.county_localities as c
    on l.release = c.release and l.mac = c.mac and l.locality = c.locality
