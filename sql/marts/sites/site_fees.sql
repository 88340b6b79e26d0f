-- What each site is paid for every code in every place: the first half of site_amounts.
-- args: codes, places, localities, with_index, with_deductible, with_pt
-- grain: one row per span, hcpcs, modifier, qp, locality and place
-- schema: internal
-- source: 42 CFR 414.20, 414.22, 419.32, 419.43(c), 416.171, 416.172(c). codes, places and
--   localities: the names of internal.site_codes, site_places and site_localities, or of the caller's
--   queries of them with the same columns.
--   with_index: a hospital's wage index that stands for that of its place, else NULL. hopd_index_reason and
--   asc_index_reason: why the place has no amount though the nation has. deductible and the shares: see
--   site_amounts.
-- depends: terms_amount, paid_amount, in_cents
select
    * exclude (
        office_fee, office_cap, professional_fee, professional_cap, hopd_pfs_fee, hopd_pfs_cap,
        hopd_adjusted
    ),
    coalesce(office_item_amount, paid_amount(office_fee, office_cap)) as office_amount,
    paid_amount(professional_fee, professional_cap) as professional_amount,
    case
        when not hopd_pays then null
        when hopd_by_pfs then paid_amount(hopd_pfs_fee, hopd_pfs_cap)
        when hopd_labor_share = 0 then hopd_national_rate
        else hopd_adjusted
    end::decimal(12, 2) as hopd_amount
from (
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
        s.pfs_release,
        s.opps_release,
        s.asc_release,
        s.clfs_release,
        s.asp_release,
        s.stale_from,
        s.office_paid_by,
        s.hopd_paid_by,
        s.asc_paid_by,
        s.hopd_pfs_modifier,
        s.office_item_amount,
        s.office_unit_rate,
        s.billing_unit,
        s.asc_unit_rate,
        s.hopd_comparable,
        s.hopd_condition,
        s.hopd_professional,
        s.asc_professional,
        s.hopd_zero_reason,
        s.asc_zero_reason,
        s.hopd_code_basis,
        s.asc_code_basis,
        s.hopd_minus_office_caveat,
        s.hopd_by_pfs,
        s.hopd_labor_share,
        s.asc_labor_share,
        s.hopd_medicare_share,
        s.hopd_item_copayment,
        s.hopd_share_reason,
        s.asc_item_copayment,
        s.asc_share_reason,
        s.turned_medicare_share,
        s.inpatient_deductible,
        case when s.has_no_deductible or with_pt then 0 else coalesce(with_deductible, 0) end::decimal(12, 2)
            as deductible,
        case
            when with_pt and s.turned_medicare_share > s.pfs_medicare_share then s.turned_medicare_share
            else s.pfs_medicare_share
        end as pfs_share,
        case
            when with_pt and s.office_paid_by = 'PFS' and s.turned_medicare_share > s.office_medicare_share
                then s.turned_medicare_share
            else s.office_medicare_share
        end as office_share,
        case
            when with_pt and s.turned_medicare_share > s.asc_medicare_share then s.turned_medicare_share
            else s.asc_medicare_share
        end as asc_share,
        s.hopd_facility_amount as hopd_national_rate,
        s.asc_facility_amount as asc_national_rate,
        case when p.hopd_pays then s.hopd_unit_rate end as hopd_unit_rate,
        i.mac,
        i.locality,
        i.locality_name,
        i.state,
        p.mac as place_mac,
        p.locality as place_locality,
        p.place_kind,
        p.place,
        p.zip_mac,
        p.zip_locality,
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
        in_cents(
            s.hopd_adjusted_rate * coalesce(with_index::decimal(7, 4), p.hopd_wage_index)
            + s.hopd_fixed_rate
        ) as hopd_adjusted,
        case
            when s.hopd_labor_share > 0 and p.hopd_pays then in_cents(
                s.hopd_adjusted_rate * coalesce(with_index::decimal(7, 4), p.hopd_lowest_index)
                + s.hopd_fixed_rate
            )
        end as hopd_lowest_amount,
        case
            when s.hopd_labor_share > 0 and p.hopd_pays then in_cents(
                s.hopd_adjusted_rate * coalesce(with_index::decimal(7, 4), p.hopd_highest_index)
                + s.hopd_fixed_rate
            )
        end as hopd_highest_amount,
        case
            when s.asc_labor_share = 0 then s.asc_facility_amount
            else in_cents(s.asc_adjusted_rate * p.asc_wage_index + s.asc_fixed_rate)
        end as asc_amount,
        case
            when s.asc_labor_share > 0
                then in_cents(s.asc_adjusted_rate * p.asc_lowest_index + s.asc_fixed_rate)
        end as asc_lowest_amount,
        case
            when s.asc_labor_share > 0
                then in_cents(s.asc_adjusted_rate * p.asc_highest_index + s.asc_fixed_rate)
        end as asc_highest_amount
    from query_table(codes) as s
    inner join query_table(localities) as i on s.index_release = i.release
    inner join query_table(places) as p on s.payment_year = p.payment_year
) as placed
