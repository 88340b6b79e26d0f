-- What the PFS pays for a code in an office and in a facility, for import into a practice's system.
-- grain: one row per release, qp, mac, locality, site, hcpcs and modifier that is paid there
-- key: release, qp, mac, locality, site_of_service, hcpcs, modifier
-- source: pfs_payment, after the OPPS cap; a site that CMS marks NA has no row, nor has a facility
--   where the professional is paid nothing or by another row (professional_codes)
-- kind: view
-- depends: pfs_payment, pfs_codes, professional_codes
with sites as (
    select
        p.*,
        unnest([
            {'site': 'office', 'fee': case when not c.nonfacility_is_na then p.nonfacility_amount end},
            {'site': 'facility', 'fee': case when f.professional = 'amount' then p.facility_amount end}
        ]) as part
    from pfs_payment as p
    inner join internal.pfs_codes as c
        on p.release = c.release and p.hcpcs = c.hcpcs and p.modifier = c.modifier and p.qp = c.qp
    left join internal.professional_codes as f
        on p.release = f.release and p.hcpcs = f.hcpcs and p.modifier = f.modifier and p.qp = f.qp
        and f.professional_modifier = p.modifier
    where p.payable
)

select
    hcpcs,
    modifier,
    mac,
    locality,
    qp,
    part.site as site_of_service,
    part.fee as fee,
    effective_from,
    effective_through,
    release
from sites
where part.fee is not null
