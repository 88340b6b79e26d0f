-- An amount is missing or zero, and no reason is given.
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
        or (hopd_total_amount is null and hopd_total_reason is null)
        or (asc_total_amount is null and asc_total_reason is null)
        or (hopd_total_amount is not null and hopd_patient_amount is null
            and hopd_patient_reason is null)
        or (asc_total_amount is not null and asc_patient_amount is null
            and asc_patient_reason is null)
        or (office_amount is not null and office_patient_amount is null)
        or (hopd_minus_office is null and hopd_minus_office_reason is null)
    )
