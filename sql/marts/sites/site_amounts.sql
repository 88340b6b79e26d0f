-- What every code pays in every place, with what the patient owes: what payment_by_site and
--   payment_by_place are made of. A reader names the place: one mac and locality, and one place of
--   site_places.
-- args: codes, places, localities, with_index, with_deductible, with_pt
-- grain: one row per span, hcpcs, modifier, qp, locality and place
-- schema: internal
-- source: site_fees. codes, places and localities: the names of internal.site_codes, site_places and
--   site_localities, or of the caller's queries of them: who asks about one code and one place gives
--   queries of a row. Over values alone DuckDB keeps the plan (ask/kept_plans.py).
--   with_deductible: what is left of the patient's yearly deductible; it is taken from the facility's amount
--   first. with_pt: a colorectal screening that turned into a treatment. Every amount that is NULL has its
--   reason beside it. What a question costs is its plan, so that the steps are few and stand in each
--   other (a `with` costs a twentieth more), and what depends on the code alone is in site_codes.
-- depends: site_fees, patient_owes
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
    zip_mac,
    zip_locality,
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
    clfs_release,
    asp_release,
    stale_from,
    office_paid_by,
    hopd_paid_by,
    asc_paid_by,
    hopd_pfs_modifier,
    office_unit_rate,
    hopd_unit_rate,
    asc_unit_rate,
    billing_unit,
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
        else hopd_minus_office_caveat
    end as hopd_minus_office_reason,
    hopd_national_rate,
    asc_national_rate,
    case
        when hopd_amount is null then null
        when place = 'national' then 'national'
        else coalesce(hopd_code_basis, hopd_index_basis)
    end as hopd_basis,
    case
        when asc_amount is null then null
        when place = 'national' then 'national'
        else coalesce(asc_code_basis, asc_index_basis)
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
    asc_index_row,
    hopd_labor_share,
    asc_labor_share
from (
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
        patient_owes(professional_amount, pfs_share, deductible_after_hopd)
            as hopd_professional_patient_amount,
        patient_owes(professional_amount, pfs_share, deductible_after_asc)
            as asc_professional_patient_amount,
        case
            when hopd_by_pfs then hopd_uncapped
            when hopd_uncapped > inpatient_deductible then inpatient_deductible
            when inpatient_deductible is null and hopd_uncapped > 1000 then null
            when with_pt and hopd_uncapped >= (1.005 - turned_medicare_share) * hopd_amount
                then hopd_uncapped
                - round(hopd_uncapped - (1 - turned_medicare_share) * hopd_amount, 2)
            else hopd_uncapped
        end::decimal(12, 2) as hopd_facility_patient_amount
    from (
        select
            *,
            case when hopd_amount = 0 then hopd_zero_reason end as hopd_barred,
            case when asc_amount = 0 then asc_zero_reason end as asc_barred,
            case
                when hopd_amount is null
                    and (hopd_national_rate is not null or hopd_by_pfs) then hopd_index_reason
                else hopd_reason
            end as its_hopd_reason,
            case
                when asc_amount is null and asc_national_rate is not null then asc_index_reason
                else asc_reason
            end as its_asc_reason,
            patient_owes(office_amount, office_share, deductible) as office_patient_amount,
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
            end::decimal(12, 2) as asc_facility_patient_amount,
            case when hopd_amount < deductible then deductible - hopd_amount
                when hopd_amount is null then deductible else 0
            end::decimal(12, 2) as deductible_after_hopd,
            case when asc_amount < deductible then deductible - asc_amount
                when asc_amount is null then deductible else 0
            end::decimal(12, 2) as deductible_after_asc
        from internal.site_fees(codes, places, localities, with_index, with_deductible, with_pt)
    ) as owed
) as totals
