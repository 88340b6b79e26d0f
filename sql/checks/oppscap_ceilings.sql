-- CMS's ceiling for a carrier-priced code (status C, OPPSCAP) differs from the one computed.
-- severity: finding
-- compared: select o.release, count(*) from oppscap o semi join gpci g on o.release = g.release and o.mac = g.mac and o.locality = g.locality where o.status_code = 'C' group by o.release
with computed as (
    select * from pfs_payment
    where opps_cap_facility is not null and not qp and mac <> 'national'
)

select
    o.release,
    o.hcpcs || ' ' || o.modifier || ' in ' || o.mac || '-' || o.locality || ': CMS '
    || o.nonfacility_price || ', computed ' || coalesce(c.opps_cap_nonfacility::varchar, 'none')
        as example
from oppscap as o
semi join gpci as g on o.release = g.release and o.mac = g.mac and o.locality = g.locality
left join computed as c
    on o.release = c.release and o.hcpcs = c.hcpcs and o.modifier = c.modifier
    and o.mac = c.mac and o.locality = c.locality
where
    o.status_code = 'C'
    and (
        o.nonfacility_price is distinct from c.opps_cap_nonfacility
        or o.facility_price is distinct from c.opps_cap_facility
    )
