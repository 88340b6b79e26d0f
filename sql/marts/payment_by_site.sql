-- What a service pays in an office, in a hospital outpatient department and in an ASC.
-- grain: one row per hcpcs, modifier, mac, locality, qp and span of days with the same releases
-- key: hcpcs, modifier, mac, locality, qp, effective_from
-- source: 42 CFR 414.20, 414.22, 419.32, 416.171. A facility visit pays twice: hopd_total_amount
--   and asc_total_amount are the facility's payment plus the professional's facility amount.
--   OPPS and ASC amounts are national; a hospital's or ASC's own wage index is not in them.
--   Every NULL amount has its reason beside it.
-- kind: view
-- depends: site_codes, locality_indices
with priced as (
    select
        s.*,
        i.mac,
        i.locality,
        i.locality_name,
        i.state,
        round((
            s.office_work_rvu * i.work_gpci + s.office_pe_rvu * i.pe_gpci
            + s.office_mp_rvu * i.mp_gpci
        ) * s.conversion_factor, 2)::decimal(12, 2) as office_fee,
        round((
            s.office_cap_work_rvu * i.work_gpci + s.office_cap_pe * i.pe_gpci
            + s.office_cap_mp * i.mp_gpci
        ) * s.conversion_factor, 2)::decimal(12, 2) as office_cap,
        round((
            s.professional_work_rvu * i.work_gpci + s.professional_pe_rvu * i.pe_gpci
            + s.professional_mp_rvu * i.mp_gpci
        ) * s.conversion_factor, 2)::decimal(12, 2) as professional_fee,
        round((
            s.professional_cap_work_rvu * i.work_gpci + s.professional_cap_pe * i.pe_gpci
            + s.professional_cap_mp * i.mp_gpci
        ) * s.conversion_factor, 2)::decimal(12, 2) as professional_cap
    from site_codes as s
    inner join locality_indices as i
        on s.index_release = i.release and (s.listed or i.mac = 'national')
),

parts as (
    select
        *,
        case when office_cap < office_fee then office_cap else office_fee end as office_amount,
        case
            when professional_cap < professional_fee then professional_cap else professional_fee
        end as professional_amount
    from priced
),

totals as (
    select
        *,
        case
            when hopd_professional = 'amount' then hopd_facility_amount + professional_amount
            when hopd_professional = 'none' then hopd_facility_amount
        end::decimal(12, 2) as hopd_total,
        case
            when asc_professional = 'amount' then asc_facility_amount + professional_amount
            when asc_professional = 'none' then asc_facility_amount
        end::decimal(12, 2) as asc_total
    from parts
)

select
    hcpcs,
    modifier,
    mac,
    locality,
    locality_name,
    state,
    qp,
    effective_from,
    effective_through,
    office_amount,
    professional_amount as facility_professional_amount,
    hopd_hcpcs,
    hopd_apc,
    hopd_status_indicator,
    hopd_facility_amount,
    hopd_total as hopd_total_amount,
    asc_payment_indicator,
    asc_facility_amount,
    asc_total as asc_total_amount,
    (hopd_total - office_amount)::decimal(12, 2) as hopd_minus_office,
    office_reason,
    professional_reason,
    case when professional_amount is not null then professional_modifier end
        as professional_modifier,
    hopd_reason,
    asc_reason,
    caveat,
    pfs_release,
    opps_release,
    asc_release,
    stale_from
from totals
