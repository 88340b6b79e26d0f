-- What a code pays in an office, a hospital and an ASC of one place on a day, and what the patient owes.
-- args: for_hcpcs, for_modifier, for_kind, for_place, on_day, for_qp := false, wage_index_is := null, deductible_left := 0, turned_therapeutic := false
-- grain: one row; none where the code or the place is not listed on that day
-- source: site_amounts. for_kind: zip, county (FIPS), locality (01112-05), wage area (41884), hospital
--   (CCN), state, nation. hopd_basis and asc_basis say what an amount rests on. wage_index_is: the
--   hospital's own index; deductible_left: of the patient's yearly deductible; turned_therapeutic: a
--   colorectal screening billed with PT. A ZIP code that lies in several localities is in the one that
--   CMS prints for most of it (zip_place). The tables that an argument is compared with have their columns
--   renamed, so that a column of the caller's stays the caller's.
-- example: select hopd_facility_amount, hopd_basis, hopd_patient_amount
--   from payment_by_place('45378', '', 'zip', '94063', '2025-01-15', wage_index_is := 1.7775)
-- depends: site_amounts, zip_place
with asked as (
    select
        coalesce(z.place_kind, for_kind) as ratebook_asked_kind,
        coalesce(
            z.place, case when for_kind = 'nation' then 'national' else upper(for_place) end
        ) as ratebook_asked_place,
        z.mac as ratebook_zip_mac,
        z.locality as ratebook_zip_locality
    from (select 1 as ratebook_one) as ratebook_ones
    left join internal.zip_place(case when for_kind = 'zip' then for_place end, on_day) as z
        on true
)

select columns('ratebook_(.*)') as '\1'
from (
    select columns('.*') as 'ratebook_\0'
    from internal.site_amounts(wage_index_is, deductible_left, turned_therapeutic)
) as ratebook_amounts
inner join asked
    on ratebook_place_kind = ratebook_asked_kind and ratebook_place = ratebook_asked_place
    and ratebook_mac = coalesce(ratebook_zip_mac, ratebook_place_mac)
    and ratebook_locality = coalesce(ratebook_zip_locality, ratebook_place_locality)
where
    ratebook_hcpcs = upper(for_hcpcs)
    and ratebook_modifier = coalesce(upper(for_modifier), '')
    and ratebook_qp = coalesce(for_qp, false)
    and on_day::date between ratebook_effective_from and ratebook_effective_through
