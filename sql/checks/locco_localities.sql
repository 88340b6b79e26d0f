-- LOCCO and GPCI do not list the same localities.
-- severity: finding
-- compared: select release, count(*) from locality_counties group by release
select
    l.release,
    l.source_file || ', row ' || l.source_row || ': ' || l.mac || '-' || l.locality
    || ' is not in GPCI' as example
from locality_counties as l
anti join gpci as g on l.release = g.release and l.mac = g.mac and l.locality = g.locality
union all
select
    g.release,
    g.mac || '-' || g.locality || ' is not in LOCCO' as example
from gpci as g
semi join locality_counties as present on g.release = present.release
anti join locality_counties as l
    on g.release = l.release and g.mac = l.mac and g.locality = l.locality
