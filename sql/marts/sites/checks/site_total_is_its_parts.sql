-- The total of a site is not the facility amount plus the professional amount, or is given without one of them.
-- severity: blocking
--   On the national rows: the other localities are computed by the same expressions. A packaged
--   payment is a part of another service's, and has no total.
with totals as (
    select
        p.*,
        case
            when c.hopd_comparable = 'no' and p.hopd_facility_amount = 0
                and p.hopd_unit_rate is null then 'part'
            else c.hopd_professional
        end as hopd_professional,
        case
            when c.asc_comparable = 'no' and p.asc_facility_amount = 0
                and p.asc_unit_rate is null then 'part'
            else c.asc_professional
        end as asc_professional
    from payment_by_site as p
    inner join internal.site_codes as c
        on p.hcpcs = c.hcpcs and p.modifier = c.modifier and p.qp = c.qp
        and p.effective_from = c.effective_from
    where p.mac = 'national'
)

select
    coalesce(pfs_release, opps_release, asc_release) as release,
    hcpcs || ' from ' || effective_from || ': ' || coalesce(hopd_total_amount::varchar, 'none')
    || ', ' || coalesce(asc_total_amount::varchar, 'none') as example
from totals
where
    hopd_total_amount is distinct from case hopd_professional
        when 'amount' then hopd_facility_amount + facility_professional_amount
        when 'none' then hopd_facility_amount
    end
    or asc_total_amount is distinct from case asc_professional
        when 'amount' then asc_facility_amount + facility_professional_amount
        when 'none' then asc_facility_amount
    end
    or (hopd_professional = 'amount' and facility_professional_amount is null)
    or (asc_professional = 'amount' and facility_professional_amount is null)
