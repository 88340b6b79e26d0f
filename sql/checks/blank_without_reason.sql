-- An amount is missing and nothing beside it says why.
-- severity: blocking
select
    coalesce(pfs_release, opps_release, asc_release) as release,
    hcpcs || ' ' || modifier || ' from ' || effective_from as example
from payment_by_site
where
    mac = 'national'
    and (
        (office_amount is null and office_reason is null)
        or (facility_professional_amount is null and professional_reason is null)
        or (hopd_facility_amount is null and hopd_reason is null)
        or (asc_facility_amount is null and asc_reason is null)
    )
