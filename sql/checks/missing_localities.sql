-- GPCI does not have a locality that the release's ANES or another release of the year lists.
-- severity: blocking
--   From release to release a locality is known by its state and number: its MAC may be another,
--   since contracts move.
with beside as (
    select distinct release, mac, locality, 'ANES' as listed_in
    from anesthesia_conversion_factors
    where release in (select g.release from gpci as g)
),

in_the_year as (
    select own.release, other.state, other.locality, other.release as listed_in
    from releases as own
    inner join gpci as other
        on year(own.effective_from) = year(other.effective_from) and own.release <> other.release
    where own.dataset = 'PFS'
)

select
    b.release,
    'mac ' || b.mac || ' locality ' || b.locality || ' is in ' || b.listed_in
    || ' and not in GPCI' as example
from beside as b
anti join gpci as g
    on b.release = g.release and b.mac = g.mac and b.locality = g.locality
union all
select
    y.release,
    'locality ' || y.locality || ' of ' || y.state || ' is in ' || y.listed_in
    || ' and not in GPCI' as example
from in_the_year as y
anti join gpci as g
    on y.release = g.release and y.state = g.state and y.locality = g.locality
