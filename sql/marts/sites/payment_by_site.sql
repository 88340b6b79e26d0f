-- What a service pays in an office, in a hospital outpatient department and in an ASC.
-- grain: one row per hcpcs, modifier, mac, locality, qp and span of days with the same releases
-- key: hcpcs, modifier, mac, locality, qp, effective_from
-- source: 42 CFR 414.20, 414.22, 419.32, 416.171. A facility visit pays twice: hopd_total_amount
--   and asc_total_amount are the facility's payment plus the professional's facility amount.
--   OPPS and ASC amounts are national; a hospital's or ASC's own wage index is not in them. So a
--   row of a locality has no sum of one of them and a professional's amount there: the total is on
--   the national row. What the PFS pays a hospital (therapy, mammography) is the locality's.
--   Every NULL amount has its reason beside it: a total that of the amount that is missing, or its
--   own. hopd_minus_office: on national rows alone, and only where comparable_totals lets a
--   hospital's total be compared with an office price; its reason says why not, or on what condition.
-- kind: view
-- depends: site_codes, locality_indices, terms_amount, paid_amount
with priced as (
    select
        s.*,
        i.mac,
        i.locality,
        i.locality_name,
        i.state,
        terms_amount(
            s.conversion_factor, s.office_work_rvu, i.work_gpci, s.office_pe_rvu, i.pe_gpci,
            s.office_mp_rvu, i.mp_gpci
        ) as office_fee,
        terms_amount(
            s.conversion_factor, s.office_cap_work_rvu, i.work_gpci, s.office_cap_pe, i.pe_gpci,
            s.office_cap_mp, i.mp_gpci
        ) as office_cap,
        terms_amount(
            s.conversion_factor, s.professional_work_rvu, i.work_gpci, s.professional_pe_rvu,
            i.pe_gpci, s.professional_mp_rvu, i.mp_gpci
        ) as professional_fee,
        terms_amount(
            s.conversion_factor, s.professional_cap_work_rvu, i.work_gpci, s.professional_cap_pe,
            i.pe_gpci, s.professional_cap_mp, i.mp_gpci
        ) as professional_cap,
        terms_amount(
            s.conversion_factor, s.hopd_work_rvu, i.work_gpci, s.hopd_pe_rvu, i.pe_gpci,
            s.hopd_mp_rvu, i.mp_gpci
        ) as hopd_fee,
        terms_amount(
            s.conversion_factor, s.hopd_cap_work_rvu, i.work_gpci, s.hopd_cap_pe, i.pe_gpci,
            s.hopd_cap_mp, i.mp_gpci
        ) as hopd_cap
    from internal.site_codes as s
    inner join internal.locality_indices as i
        on s.index_release = i.release and (s.listed or i.mac = 'national')
),

parts as (
    select
        * exclude (
            hopd_facility_amount, conversion_factor, listed, index_release, office_work_rvu,
            office_pe_rvu, office_mp_rvu, office_cap_work_rvu, office_cap_pe, office_cap_mp,
            office_fee, office_cap, professional_work_rvu, professional_pe_rvu,
            professional_mp_rvu, professional_cap_work_rvu, professional_cap_pe,
            professional_cap_mp, professional_fee, professional_cap, hopd_work_rvu, hopd_pe_rvu,
            hopd_mp_rvu, hopd_cap_work_rvu, hopd_cap_pe, hopd_cap_mp, hopd_fee, hopd_cap
        ),
        mac = 'national' as is_national,
        paid_amount(office_fee, office_cap) as office_amount,
        paid_amount(professional_fee, professional_cap) as professional_amount,
        coalesce(paid_amount(hopd_fee, hopd_cap), hopd_facility_amount) as hopd_facility_amount,
        hopd_fee is not null as hopd_is_local
    from priced
),

-- Why there is no total although both of its parts are there.
barred as (
    select
        *,
        case
            when hopd_comparable = 'no' and hopd_facility_amount = 0 and hopd_unit_rate is null
                then hopd_condition
            when not is_national and not hopd_is_local and hopd_professional = 'amount'
                then 'national and local amounts are not added: see the national row'
        end as hopd_barred,
        case
            when asc_comparable = 'no' and asc_facility_amount = 0 and asc_unit_rate is null
                then asc_condition
            when not is_national and asc_professional = 'amount'
                then 'national and local amounts are not added: see the national row'
        end as asc_barred
    from parts
),

totals as (
    select
        *,
        case
            when hopd_barred is not null then null
            when hopd_professional = 'amount' then hopd_facility_amount + professional_amount
            when hopd_professional = 'none' then hopd_facility_amount
        end::decimal(12, 2) as hopd_total,
        case
            when asc_barred is not null then null
            when asc_professional = 'amount' then asc_facility_amount + professional_amount
            when asc_professional = 'none' then asc_facility_amount
        end::decimal(12, 2) as asc_total
    from barred
),

reasoned as (
    select
        *,
        case
            when hopd_total is not null then null
            when hopd_facility_amount is null then hopd_reason
            else coalesce(hopd_barred, professional_reason)
        end as hopd_total_reason,
        case
            when asc_total is not null then null
            when asc_facility_amount is null then asc_reason
            else coalesce(asc_barred, professional_reason)
        end as asc_total_reason,
        not is_national and (
            ((hopd_facility_amount <> 0 or hopd_unit_rate is not null) and not hopd_is_local)
            or asc_facility_amount <> 0 or asc_unit_rate is not null
        ) as holds_national
    from totals
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
    case
        when is_national and hopd_comparable <> 'no' then hopd_total - office_amount
    end::decimal(12, 2) as hopd_minus_office,
    office_reason,
    professional_reason,
    case when professional_amount is not null then professional_modifier end
        as professional_modifier,
    hopd_reason,
    asc_reason,
    nullif(concat_ws(
        '; ', caveat,
        case when holds_national then 'hospital and ASC amounts are national, not wage-adjusted' end
    ), '') as caveat,
    pfs_release,
    opps_release,
    asc_release,
    stale_from,
    office_paid_by,
    hopd_paid_by,
    asc_paid_by,
    hopd_pfs_modifier,
    hopd_unit_rate,
    asc_unit_rate,
    hopd_total_reason,
    asc_total_reason,
    case
        when hopd_comparable = 'no' and hopd_facility_amount is not null then hopd_condition
        when office_amount is null then office_reason
        when hopd_total is null and (is_national or hopd_facility_amount is null)
            then hopd_total_reason
        when not is_national then 'given on the national row only'
        else nullif(concat_ws('; ', pfs_caveat, hopd_condition), '')
    end as hopd_minus_office_reason
from reasoned
