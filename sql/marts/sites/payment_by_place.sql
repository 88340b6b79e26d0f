-- What a code pays in an office, a hospital and an ASC of one place on a day, and what the patient owes.
-- args: for_hcpcs, for_modifier, for_kind, for_place, on_day, for_qp := false, wage_index_is := null, deductible_left := 0, turned_therapeutic := false
-- grain: one row; none where the code or the place is not listed on that day
-- source: site_amounts. for_kind: zip, county (FIPS), locality (01112-05), wage area (41884), hospital
--   (CCN), state, nation. hopd_basis and asc_basis say what an amount rests on. wage_index_is: the
--   hospital's own index; deductible_left: of the patient's yearly deductible; turned_therapeutic: a
--   colorectal screening billed with PT. A ZIP code that lies in several localities is in the one that
--   CMS prints for most of it (zip_places). The tables that an argument is compared with have those of their
--   columns renamed that an argument may be called, so that a column of the caller's stays the caller's.
-- example: select hopd_facility_amount, hopd_basis, hopd_patient_amount
--   from payment_by_place('45378', '', 'zip', '94063', '2025-01-15', wage_index_is := 1.7775)
-- depends: site_amounts, site_codes, site_places, site_localities, zip_places
with asked_codes (hcpcs, modifier, qp, listed, effective_from, effective_through) as (
    select *
    from internal.site_codes as ratebook_codes (
        ratebook_hcpcs, ratebook_modifier, ratebook_qp, ratebook_listed, ratebook_from,
        ratebook_through
    )
    where
        ratebook_hcpcs = upper(for_hcpcs)
        and ratebook_modifier = coalesce(upper(for_modifier), '')
        and ratebook_qp = coalesce(for_qp, false)
        and on_day::date between ratebook_from and ratebook_through
),

asked_places (
    payment_year, place_kind, place, mac, locality, zip_mac, zip_locality, hopd_area, asc_area
) as (
    select *
    from internal.site_places as ratebook_places (
        ratebook_year, ratebook_kind, ratebook_place, ratebook_mac, ratebook_locality,
        ratebook_zip_mac, ratebook_zip_locality, ratebook_hopd_area, ratebook_asc_area
    )
    where
        for_kind <> 'zip'
        and ratebook_kind = for_kind
        and ratebook_place = case when for_kind = 'nation' then 'national' else upper(for_place) end
        and ratebook_year = year(on_day::date)
    union all
    select p.* replace (z.ratebook_mac as zip_mac, z.ratebook_locality as zip_locality)
    from (
        select ratebook_mac, ratebook_locality, ratebook_kind, ratebook_place
        from internal.zip_places as ratebook_zips (
            ratebook_zip, ratebook_from, ratebook_through, ratebook_mac, ratebook_locality,
            ratebook_kind, ratebook_place
        )
        where
            for_kind = 'zip'
            and ratebook_zip = for_place
            and on_day::date between ratebook_from and ratebook_through
    ) as z
    inner join internal.site_places as p
        on z.ratebook_kind = p.place_kind and z.ratebook_place = p.place
)

select
    * exclude (zip_mac, zip_locality),
    place_kind as asked_kind,
    place as asked_place,
    zip_mac,
    zip_locality
from internal.site_amounts(
    'asked_codes', 'asked_places', 'internal.site_localities', wage_index_is, deductible_left,
    turned_therapeutic
)
where mac = coalesce(zip_mac, place_mac) and locality = coalesce(zip_locality, place_locality)
