-- What OPPS pays a hospital for a code: 60 percent of the rate with the wage index, 40 without.
-- grain: one row per release and hcpcs
-- schema: internal
-- source: hospital_codes; an office visit that Addendum B does not list: while the PFS has it.
--   42 CFR 419.43(c): the wage index is not applied to drugs, blood, sources and products. weight and
--   weight_factor: where the printed rate is their product to the cent (facility_conversion_factors).
-- kind: view
-- into: code_terms
-- depends: hospital_codes, opps_rates, facility_conversion_factors, release_days, pfs_rvu
with listed as (
    select distinct d.release, v.hcpcs
    from internal.release_days as d
    inner join internal.release_days as p
        on p.schedule = 'PFS' and p.effective_from <= d.effective_through
        and d.effective_from <= p.effective_through
    inner join main.pfs_rvu as v on p.release = v.release
    where d.schedule = 'OPPS'
),

rated as (
    select
        h.*,
        case h.payment when 'rate' then r.payment_rate when 'packaged' then 0 end as rate,
        r.relative_weight,
        f.opps_factor,
        r.effective_from,
        r.effective_through
    from internal.hospital_codes as h
    left join main.opps_rates as r on h.release = r.release and h.hopd_hcpcs = r.hcpcs
    left join internal.facility_conversion_factors as f
        on year(r.effective_from) = f.payment_year
    left join listed as l on h.release = l.release and h.hcpcs = l.hcpcs
    where h.in_addendum_b or l.hcpcs is not null
)

select
    'OPPS' as schedule,
    r.release,
    r.hcpcs,
    '' as modifier,
    'hospital' as setting,
    '' as variant,
    r.rate as factor,
    true as is_rate,
    r.labor_share as term_1,
    1 - r.labor_share as term_2,
    0 as term_3,
    null as cap_1,
    null as cap_2,
    null as cap_3,
    r.relative_weight as weight,
    case
        when round(r.relative_weight * r.opps_factor, 2) = r.hopd_facility_amount then r.opps_factor
    end as weight_factor,
    r.hopd_unit_rate as unit_rate,
    r.hopd_status_indicator as status,
    r.hopd_apc as class,
    r.payment as payment,
    r.hopd_reason as reason,
    d.effective_from,
    d.effective_through,
    r.source_file,
    r.source_row
from rated as r
inner join internal.release_days as d on r.release = d.release
