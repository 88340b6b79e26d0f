-- What a service pays in an office, a hospital and an ASC in each wage area of each locality.
-- grain: one row per hcpcs, modifier, mac, locality, wage area, qp and span of days
-- key: hcpcs, modifier, mac, locality, area, qp, effective_from
-- source: site_amounts; the localities and areas that have a county in common. An area whose counties
--   have several indices (two states, or a change under way) has the median one, and basis says
--   'estimate'.
-- kind: view
-- depends: site_amounts, site_codes, site_places, site_localities, area_localities
select
    a.place as area,
    a.* exclude (
        listed, place_kind, place, place_mac, place_locality, zip_mac, zip_locality, payment_year, hopd_area, hopd_area_name,
        asc_area, asc_lowest_area, asc_highest_area, hopd_lowest_area, hopd_highest_area, asc_area_name,
        is_preventive, hopd_index_release, hopd_index_file, hopd_index_row, asc_index_release,
        asc_index_file, asc_index_row,
        hopd_labor_share, asc_labor_share
    ),
    a.hopd_area_name as area_name
from internal.site_amounts(
    'internal.site_codes', 'internal.site_places', 'internal.site_localities', null, 0, false
) as a
semi join internal.area_localities as l
    on a.payment_year = l.payment_year and a.mac = l.mac and a.locality = l.locality
    and a.place = l.area
where a.place_kind = 'wage area'
