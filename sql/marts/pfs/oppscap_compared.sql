-- CMS's prices after the OPPS cap, compared with the ones computed from the same release.
-- grain: one row per release, hcpcs, modifier, mac and locality of OPPSCAP that GPCI has too
-- key: release, hcpcs, modifier, mac, locality
-- schema: internal
-- source: OPPSCAP; pfs_payment. Status A: what is paid; status C: the ceiling for contractors.
-- kind: view
-- depends: oppscap, gpci, pfs_payment
with computed as (
    select * from main.pfs_payment
    where opps_cap_facility is not null and not qp and mac <> 'national'
)

select
    o.release,
    o.hcpcs,
    o.modifier,
    o.mac,
    o.locality,
    o.status_code,
    o.nonfacility_price,
    o.facility_price,
    case o.status_code when 'A' then c.nonfacility_amount else c.opps_cap_nonfacility end
        as computed_nonfacility,
    case o.status_code when 'A' then c.facility_amount else c.opps_cap_facility end
        as computed_facility
from main.oppscap as o
semi join main.gpci as g on o.release = g.release and o.mac = g.mac and o.locality = g.locality
left join computed as c
    on o.release = c.release and o.hcpcs = c.hcpcs and o.modifier = c.modifier
    and o.mac = c.mac and o.locality = c.locality
