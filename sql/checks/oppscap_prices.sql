-- CMS's price after the OPPS cap (status A, OPPSCAP) differs from the one computed.
-- severity: finding
-- compared: select o.release, count(*) from oppscap o semi join gpci g on o.release = g.release and o.mac = g.mac and o.locality = g.locality where o.status_code = 'A' group by o.release
--   A difference is CMS's slip as often as ours: OPPSCAP of RVU21A, B and D and RVU24C was
--   computed with another factor. What is paid is computed from PPRRVU, as the carrier files are.
with computed as (
    select * from pfs_payment
    where opps_cap_facility is not null and not qp and mac <> 'national'
)

select
    o.release,
    o.hcpcs || ' ' || o.modifier || ' in ' || o.mac || '-' || o.locality || ': CMS '
    || o.nonfacility_price || ', computed ' || coalesce(c.nonfacility_amount::varchar, 'none')
        as example
from oppscap as o
semi join gpci as g on o.release = g.release and o.mac = g.mac and o.locality = g.locality
left join computed as c
    on o.release = c.release and o.hcpcs = c.hcpcs and o.modifier = c.modifier
    and o.mac = c.mac and o.locality = c.locality
where
    o.status_code = 'A'
    and (
        o.nonfacility_price is distinct from c.nonfacility_amount
        or o.facility_price is distinct from c.facility_amount
    )
