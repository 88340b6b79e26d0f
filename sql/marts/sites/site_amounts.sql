-- What every code pays in every place, with what the patient owes: what payment_by_site and
--   payment_by_place are made of. A reader names the place: one mac and locality, and one place of
--   site_places.
-- args: with_index, with_deductible, with_pt
-- grain: one row per span, hcpcs, modifier, qp, locality and place of site_places
-- schema: internal
-- source: 42 CFR 414.20, 414.22, 419.32, 419.43(c), 416.171, 416.172(c). with_index: a hospital's wage
--   index that stands for that of its place, else NULL. with_deductible: what is left of the patient's
--   yearly deductible; it is taken from the facility's amount first. with_pt: a colorectal screening
--   that turned into a treatment. Every amount that is NULL has its reason beside it.
-- depends: site_codes, site_localities, site_places, terms_amount, paid_amount, patient_owes
with placed as (
    select
        s.hcpcs,
        s.modifier,
        s.qp,
        s.effective_from,
        s.effective_through,
        s.listed,
        s.is_preventive,
        s.payment_year,
        s.hopd_hcpcs,
        s.hopd_apc,
        s.hopd_status_indicator,
        s.asc_payment_indicator,
        coalesce(s.office_reason, i.no_gpci_reason) as office_reason,
        coalesce(s.professional_reason, i.no_gpci_reason) as professional_reason,
        s.professional_modifier,
        s.hopd_reason,
        s.asc_reason,
        s.caveat,
        s.pfs_caveat,
        s.pfs_release,
        s.opps_release,
        s.asc_release,
        s.stale_from,
        s.office_paid_by,
        s.hopd_paid_by,
        s.asc_paid_by,
        s.hopd_pfs_modifier,
        s.asc_unit_rate,
        s.hopd_comparable,
        s.asc_comparable,
        s.hopd_condition,
        s.asc_condition,
        s.hopd_professional,
        s.asc_professional,
        s.hopd_labor_share,
        s.asc_labor_share,
        s.hopd_medicare_share,
        s.hopd_item_copayment,
        s.hopd_share_reason,
        s.asc_item_copayment,
        s.asc_share_reason,
        s.turned_medicare_share,
        s.inpatient_deductible,
        s.hopd_facility_amount as hopd_national_rate,
        s.asc_facility_amount as asc_national_rate,
        case when p.hopd_pays then s.hopd_unit_rate end as hopd_unit_rate,
        i.mac,
        i.locality,
        i.locality_name,
        i.state,
        p.mac as place_mac,
        p.locality as place_locality,
        s.hopd_work_rvu is not null as hopd_by_pfs,
        p.place_kind,
        p.place,
        p.hopd_pays,
        p.hopd_area,
        p.hopd_area_name,
        coalesce(p.hopd_index_reason, i.no_gpci_reason) as hopd_index_reason,
        p.hopd_lowest_area,
        p.hopd_highest_area,
        case when with_index is null then p.hopd_index_release end as hopd_index_release,
        case when with_index is null then p.hopd_index_file end as hopd_index_file,
        case when with_index is null then p.hopd_index_row end as hopd_index_row,
        p.asc_index_release,
        p.asc_index_file,
        p.asc_index_row,
        coalesce(with_index::decimal(7, 4), p.hopd_wage_index) as hopd_wage_index,
        case when with_index is null then p.hopd_index_basis else 'hospital' end as hopd_index_basis,
        p.asc_area,
        p.asc_area_name,
        p.asc_index_reason,
        p.asc_wage_index,
        p.asc_index_basis,
        p.asc_lowest_area,
        p.asc_highest_area,
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
        ) as hopd_pfs_fee,
        terms_amount(
            s.conversion_factor, s.hopd_cap_work_rvu, i.work_gpci, s.hopd_cap_pe, i.pe_gpci,
            s.hopd_cap_mp, i.mp_gpci
        ) as hopd_pfs_cap,
        terms_amount(
            s.hopd_facility_amount, s.hopd_labor_share,
            coalesce(with_index::decimal(7, 4), p.hopd_wage_index), s.hopd_fixed_share, 1, 0, 0
        ) as hopd_fee,
        terms_amount(
            s.hopd_facility_amount, s.hopd_labor_share,
            coalesce(with_index::decimal(7, 4), p.hopd_lowest_index), s.hopd_fixed_share, 1, 0, 0
        ) as hopd_lowest_fee,
        terms_amount(
            s.hopd_facility_amount, s.hopd_labor_share,
            coalesce(with_index::decimal(7, 4), p.hopd_highest_index), s.hopd_fixed_share, 1, 0, 0
        ) as hopd_highest_fee,
        terms_amount(
            s.asc_facility_amount, s.asc_labor_share, p.asc_wage_index, s.asc_fixed_share, 1, 0, 0
        ) as asc_fee,
        terms_amount(
            s.asc_facility_amount, s.asc_labor_share, p.asc_lowest_index, s.asc_fixed_share, 1, 0, 0
        ) as asc_lowest_fee,
        terms_amount(
            s.asc_facility_amount, s.asc_labor_share, p.asc_highest_index, s.asc_fixed_share, 1, 0, 0
        ) as asc_highest_fee,
        case when s.is_preventive or with_pt then 0 else coalesce(with_deductible, 0) end::decimal(12, 2)
            as deductible,
        case
            when with_pt then greatest(
                coalesce(s.turned_medicare_share, s.pfs_medicare_share), coalesce(s.pfs_medicare_share, 0)
            )
            else s.pfs_medicare_share
        end as pfs_share,
        case
            when with_pt and s.turned_medicare_share > s.asc_medicare_share
                then s.turned_medicare_share
            else s.asc_medicare_share
        end as asc_share
    from internal.site_codes as s
    inner join internal.site_localities as i on s.index_release = i.release
    inner join internal.site_places as p on s.payment_year = p.payment_year
),

paid as (
    select
        * exclude (
            office_fee, office_cap, professional_fee, professional_cap, hopd_pfs_fee, hopd_pfs_cap,
            hopd_fee, hopd_lowest_fee, hopd_highest_fee, asc_fee, asc_lowest_fee, asc_highest_fee
        ),
        paid_amount(office_fee, office_cap) as office_amount,
        paid_amount(professional_fee, professional_cap) as professional_amount,
        case
            when not hopd_pays then null
            when hopd_by_pfs then paid_amount(hopd_pfs_fee, hopd_pfs_cap)
            when hopd_labor_share = 0 then hopd_national_rate
            else paid_amount(hopd_fee, null)
        end::decimal(12, 2) as hopd_amount,
        case when hopd_pays and hopd_labor_share > 0 then paid_amount(hopd_lowest_fee, null) end
            as hopd_lowest_amount,
        case when hopd_pays and hopd_labor_share > 0 then paid_amount(hopd_highest_fee, null) end
            as hopd_highest_amount,
        case when asc_labor_share = 0 then asc_national_rate else paid_amount(asc_fee, null) end
            as asc_amount,
        case when asc_labor_share > 0 then paid_amount(asc_lowest_fee, null) end
            as asc_lowest_amount,
        case when asc_labor_share > 0 then paid_amount(asc_highest_fee, null) end
            as asc_highest_amount
    from placed
),

-- Why there is no total although both of its parts are there; what the patient owes of each part.
owed as (
    select
        *,
        case when hopd_comparable = 'no' and hopd_amount = 0 and hopd_unit_rate is null
            then hopd_condition
        end as hopd_barred,
        case when asc_comparable = 'no' and asc_amount = 0 and asc_unit_rate is null
            then asc_condition
        end as asc_barred,
        case
            when hopd_amount is null
                and (hopd_national_rate is not null or hopd_by_pfs) then hopd_index_reason
            else hopd_reason
        end as its_hopd_reason,
        case
            when asc_amount is null and asc_national_rate is not null then asc_index_reason
            else asc_reason
        end as its_asc_reason,
        patient_owes(office_amount, pfs_share, deductible) as office_patient_amount,
        patient_owes(
            professional_amount, pfs_share,
            greatest(coalesce(deductible - coalesce(hopd_amount, 0), 0), 0)
        ) as hopd_professional_patient_amount,
        patient_owes(
            professional_amount, pfs_share,
            greatest(coalesce(deductible - coalesce(asc_amount, 0), 0), 0)
        ) as asc_professional_patient_amount,
        case
            when hopd_by_pfs then patient_owes(hopd_amount, pfs_share, deductible)
            when hopd_amount = 0 then 0
            when deductible = 0 and hopd_item_copayment is not null
                then case when hopd_amount is not null then hopd_item_copayment end
            else patient_owes(hopd_amount, hopd_medicare_share, deductible)
        end::decimal(12, 2) as hopd_uncapped,
        case
            when asc_amount = 0 then 0
            when deductible = 0 and asc_item_copayment is not null then asc_item_copayment
            else patient_owes(asc_amount, asc_share, deductible)
        end::decimal(12, 2) as asc_facility_patient_amount
    from paid
),

totals as (
    select
        * exclude (hopd_reason, asc_reason),
        case
            when hopd_barred is not null then null
            when hopd_professional = 'amount' then hopd_amount + professional_amount
            when hopd_professional = 'none' then hopd_amount
        end::decimal(12, 2) as hopd_total,
        case
            when asc_barred is not null then null
            when asc_professional = 'amount' then asc_amount + professional_amount
            when asc_professional = 'none' then asc_amount
        end::decimal(12, 2) as asc_total,
        case
            when not hopd_by_pfs and hopd_uncapped > inpatient_deductible then inpatient_deductible
            when not hopd_by_pfs and inpatient_deductible is null and hopd_uncapped > 1000 then null
            when
                with_pt and not hopd_by_pfs
                and hopd_uncapped >= (1.005 - turned_medicare_share) * hopd_amount
                then hopd_uncapped
                - round(hopd_uncapped - (1 - turned_medicare_share) * hopd_amount, 2)
            else hopd_uncapped
        end::decimal(12, 2) as hopd_facility_patient_amount
    from owed
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
    listed,
    place_kind,
    place,
    place_mac,
    place_locality,
    payment_year,
    office_amount,
    professional_amount as facility_professional_amount,
    hopd_hcpcs,
    hopd_apc,
    hopd_status_indicator,
    hopd_amount as hopd_facility_amount,
    hopd_total as hopd_total_amount,
    asc_payment_indicator,
    asc_amount as asc_facility_amount,
    asc_total as asc_total_amount,
    case when hopd_comparable <> 'no' then hopd_total - office_amount end::decimal(12, 2)
        as hopd_minus_office,
    office_reason,
    professional_reason,
    case when professional_amount is not null then professional_modifier end
        as professional_modifier,
    its_hopd_reason as hopd_reason,
    its_asc_reason as asc_reason,
    caveat,
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
    case
        when hopd_total is not null then null
        when hopd_amount is null then its_hopd_reason
        else coalesce(hopd_barred, professional_reason)
    end as hopd_total_reason,
    case
        when asc_total is not null then null
        when asc_amount is null then its_asc_reason
        else coalesce(asc_barred, professional_reason)
    end as asc_total_reason,
    case
        when hopd_comparable = 'no' and hopd_amount is not null then hopd_condition
        when office_amount is null then office_reason
        when hopd_amount is null then its_hopd_reason
        when hopd_total is null then coalesce(hopd_barred, professional_reason)
        else nullif(concat_ws('; ', pfs_caveat, hopd_condition), '')
    end as hopd_minus_office_reason,
    hopd_national_rate,
    asc_national_rate,
    case
        when hopd_amount is null then null
        when place = 'national' or hopd_status_indicator = 'S1' then 'national'
        when hopd_by_pfs then case mac when 'national' then mac else 'locality' end
        when hopd_labor_share = 0 then 'everywhere'
        else hopd_index_basis
    end as hopd_basis,
    case
        when asc_amount is null then null
        when place = 'national' or asc_payment_indicator = 'S2' then 'national'
        when asc_labor_share = 0 then 'everywhere'
        else asc_index_basis
    end as asc_basis,
    hopd_area,
    hopd_area_name,
    hopd_wage_index,
    coalesce(hopd_lowest_amount, hopd_amount) as hopd_lowest_amount,
    coalesce(hopd_highest_amount, hopd_amount) as hopd_highest_amount,
    hopd_lowest_area,
    hopd_highest_area,
    asc_area,
    asc_area_name,
    asc_wage_index,
    coalesce(asc_lowest_amount, asc_amount) as asc_lowest_amount,
    coalesce(asc_highest_amount, asc_amount) as asc_highest_amount,
    asc_lowest_area,
    asc_highest_area,
    office_patient_amount,
    hopd_facility_patient_amount,
    hopd_professional_patient_amount,
    case
        when hopd_total is null then null
        when hopd_professional = 'none' then hopd_facility_patient_amount
        else hopd_facility_patient_amount + hopd_professional_patient_amount
    end::decimal(12, 2) as hopd_patient_amount,
    asc_facility_patient_amount,
    asc_professional_patient_amount,
    case
        when asc_total is null then null
        when asc_professional = 'none' then asc_facility_patient_amount
        else asc_facility_patient_amount + asc_professional_patient_amount
    end::decimal(12, 2) as asc_patient_amount,
    case
        when hopd_amount is null or hopd_facility_patient_amount is not null then null
        when hopd_share_reason is not null then hopd_share_reason
        else 'the inpatient deductible of ' || payment_year
            || ', the most that a copayment can be, is not known'
    end as hopd_patient_reason,
    case
        when asc_amount is not null and asc_facility_patient_amount is null then asc_share_reason
    end as asc_patient_reason,
    is_preventive,
    hopd_index_release,
    hopd_index_file,
    hopd_index_row,
    asc_index_release,
    asc_index_file,
    asc_index_row
from totals
