-- The hospital's and the ASC's total is the facility's payment and the professional's.
-- severity: blocking
select
    coalesce(pfs_release, opps_release, asc_release) as release,
    hcpcs || ' from ' || effective_from || ': ' || hopd_total_amount || ', ' || asc_total_amount
        as example
from payment_by_site
where
    mac = 'national'
    and (
        hopd_total_amount <> hopd_facility_amount + coalesce(facility_professional_amount, 0)
        or asc_total_amount <> asc_facility_amount + coalesce(facility_professional_amount, 0)
        or (hopd_total_amount is not null and hopd_facility_amount is null)
        or (asc_total_amount is not null and asc_facility_amount is null)
    )
