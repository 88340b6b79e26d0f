-- What a hospital and an ASC are paid for a code, in one shape.
-- grain: one row per release, hcpcs and site
-- key: release, hcpcs, site
-- source: hospital_codes (an office visit that Addendum B does not list: while the PFS has it), asc_codes;
--   unit_rate: per billing unit of a drug, blood, a source or a product, as CMS prints it;
--   weight: the relative or payment weight that the addendum prints;
--   factor: the year's conversion factor where weight times factor is the amount, else NULL
-- kind: view
-- depends: hospital_codes, asc_codes, opps_rates, asc_rates, asc_payment_indicators, facility_conversion_factors, site_codes
with facilities as (
    select
        h.release,
        h.hcpcs,
        'hospital' as site,
        h.hopd_apc as apc,
        h.hopd_status_indicator as indicator,
        h.payment,
        h.hopd_facility_amount as amount,
        h.hopd_unit_rate as unit_rate,
        h.hopd_reason as reason,
        r.relative_weight as weight,
        f.opps_factor as factor
    from hospital_codes as h
    left join opps_rates as r on h.release = r.release and h.hopd_hcpcs = r.hcpcs
    left join facility_conversion_factors as f on year(r.effective_from) = f.payment_year
    where
        h.in_addendum_b
        or (h.release, h.hcpcs) in (select (s.opps_release, s.hcpcs) from site_codes as s)
    union all
    select
        a.release,
        a.hcpcs,
        'asc' as site,
        null as apc,
        a.asc_payment_indicator as indicator,
        coalesce(i.payment, 'unknown') as payment,
        a.asc_facility_amount as amount,
        a.asc_unit_rate as unit_rate,
        a.asc_reason as reason,
        r.payment_weight as weight,
        f.asc_factor as factor
    from asc_codes as a
    inner join asc_rates as r on a.release = r.release and a.source_row = r.source_row
        and a.source_file = r.source_file and a.hcpcs = r.hcpcs
    left join asc_payment_indicators as i on a.asc_payment_indicator = i.payment_indicator
    left join facility_conversion_factors as f on year(r.effective_from) = f.payment_year
)

select
    release,
    hcpcs,
    site,
    apc,
    indicator,
    payment,
    amount,
    unit_rate,
    reason,
    weight,
    case when round(weight * factor, 2) = amount then factor end as factor
from facilities
