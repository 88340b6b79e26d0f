-- What a service pays in an office, in a hospital outpatient department and in an ASC.
-- grain: one row per hcpcs, modifier, mac, locality, qp and span of days with the same releases
-- key: hcpcs, modifier, mac, locality, qp, effective_from
-- source: site_amounts. A facility visit pays twice: hopd_total_amount and asc_total_amount are the
--   facility's payment plus the professional's facility amount. All amounts of a row are of one place:
--   on the row of a locality the hospital's and the ASC's are those of its wage area, or of the median
--   of its areas (basis 'estimate', with the lowest and the highest beside); hopd_national_rate and
--   asc_national_rate are the printed rates. Of one area, county or hospital: payment_by_place. Every
--   NULL amount has its reason beside it: a total that of the amount that is missing, or its own.
--   hopd_minus_office: only where comparable_totals lets a hospital's total be compared with an office
--   price; its reason says why not, or on what condition. What the patient owes has no deductible in it.
-- kind: view
-- depends: site_amounts, site_codes, site_places, site_localities, is_own_place
select
    * exclude (
        listed, place_kind, place, place_mac, place_locality, zip_mac, zip_locality, payment_year, hopd_area_name, asc_area_name, hopd_lowest_area, hopd_highest_area,
        asc_lowest_area, asc_highest_area, is_preventive, hopd_index_release, hopd_index_file,
        hopd_index_row, asc_index_release, asc_index_file, asc_index_row,
        hopd_labor_share, asc_labor_share
    )
from internal.site_amounts(
    'internal.site_codes', 'internal.site_places', 'internal.site_localities', null, 0, false
)
where internal.is_own_place(listed, mac, locality, place_kind, place)
