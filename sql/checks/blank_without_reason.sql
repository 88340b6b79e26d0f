-- An amount is missing, or zero, and nothing beside it says why.
-- severity: blocking
--   On the national rows: the reasons do not differ by locality.
select
    coalesce(pfs_release, opps_release, asc_release) as release,
    hcpcs || ' ' || modifier || ' from ' || effective_from as example
from payment_by_site
where
    mac = 'national'
    and (
        (office_amount is null and office_reason is null)
        or (facility_professional_amount is null and professional_reason is null)
        or (coalesce(hopd_facility_amount, 0) = 0 and hopd_reason is null)
        or (coalesce(asc_facility_amount, 0) = 0 and asc_reason is null)
    )
