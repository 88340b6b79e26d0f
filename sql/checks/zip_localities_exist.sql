-- A ZIP code is assigned to a locality that no loaded GPCI file of its dates has.
-- severity: finding
-- compared: select z.release, count(*) from zip_localities z semi join localities_history l on z.effective_from <= l.effective_through and l.effective_from <= z.effective_through group by z.release
select
    z.release,
    z.zip || ' is in ' || z.mac || '-' || z.locality as example
from zip_localities as z
semi join localities_history as present
    on z.effective_from <= present.effective_through
    and present.effective_from <= z.effective_through
anti join localities_history as l
    on z.mac = l.mac and z.locality = l.locality
    and z.effective_from <= l.effective_through and l.effective_from <= z.effective_through
