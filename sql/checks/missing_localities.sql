-- A locality that the release's other tables or the year's other releases list is not in GPCI.
-- severity: blocking
with expected as (
    select release, mac, locality, 'ANES' as listed_in from anesthesia_conversion_factors
    union
    select release, mac, locality, 'LOCCO' as listed_in from locality_counties
    union
    select later.release, earlier.mac, earlier.locality, earlier.release as listed_in
    from releases as later
    inner join gpci as earlier
        on year(later.effective_from) = year(earlier.effective_from)
        and later.effective_from > earlier.effective_from
    where later.dataset = 'PFS'
)

select
    e.release,
    'mac ' || e.mac || ' locality ' || e.locality || ' is in ' || e.listed_in
    || ' and not in GPCI' as example
from expected as e
anti join gpci as g
    on e.release = g.release and e.mac = g.mac and e.locality = g.locality
