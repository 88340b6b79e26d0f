-- A locality that the release's ANES or LOCCO, or another release of its year, lists is not in GPCI.
-- severity: blocking
with expected as (
    select release, mac, locality, 'ANES' as listed_in from anesthesia_conversion_factors
    union
    select release, mac, locality, 'LOCCO' as listed_in from locality_counties
    union
    select own.release, other.mac, other.locality, other.release as listed_in
    from releases as own
    inner join gpci as other
        on year(own.effective_from) = year(other.effective_from) and own.release <> other.release
    where own.dataset = 'PFS'
)

select
    e.release,
    'mac ' || e.mac || ' locality ' || e.locality || ' is in ' || e.listed_in
    || ' and not in GPCI' as example
from expected as e
anti join gpci as g
    on e.release = g.release and e.mac = g.mac and e.locality = g.locality
