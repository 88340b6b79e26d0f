-- What a code pays in an office, a hospital and an ASC of one place on a day, and what the patient owes.
-- args: for_hcpcs, for_modifier, for_kind, for_place, on_day, for_qp := false, wage_index_is := null, deductible_left := 0, turned_therapeutic := false
-- grain: one row; none where the code or the place is not listed on that day
-- source: site_amounts. for_kind: zip, county (FIPS), locality (01112-05), wage area (41884), hospital
--   (CCN), state, nation. hopd_basis and asc_basis say what an amount rests on. wage_index_is: the
--   hospital's own index; deductible_left: of the patient's yearly deductible; turned_therapeutic: a
--   colorectal screening billed with PT. A ZIP code that lies in several localities is in the one that
--   CMS prints for most of it; before the first ZIP5 release loaded its county's locality counts. The tables that an argument is compared with have their columns renamed,
--   so that a column of the caller's stays the caller's.
-- example: select hopd_facility_amount, hopd_basis, hopd_patient_amount
--   from payment_by_place('45378', '', 'zip', '94063', '2025-01-15', wage_index_is := 1.7775)
-- depends: site_amounts, zip_places, zip_counties
with asked as (
    select
        case
            when for_kind = 'zip' then coalesce(ratebook_zip.ratebook_place_kind, 'county')
            else for_kind
        end as ratebook_asked_kind,
        case
            when for_kind = 'zip' then coalesce(ratebook_zip.ratebook_place, ratebook_fips)
            when for_kind = 'nation' then 'national'
            else upper(for_place)
        end as ratebook_asked_place,
        ratebook_zip.ratebook_mac as ratebook_zip_mac,
        ratebook_zip.ratebook_locality as ratebook_zip_locality
    from (select 1 as ratebook_one) as ratebook_ones
    left join (
        select
            arg_max(z.place_kind, z.effective_from) as ratebook_place_kind,
            arg_max(z.place, z.effective_from) as ratebook_place,
            arg_max(z.mac, z.effective_from) as ratebook_mac,
            arg_max(z.locality, z.effective_from) as ratebook_locality
        from internal.zip_places as z
        where for_kind = 'zip' and z.zip = for_place and z.effective_from <= on_day::date
    ) as ratebook_zip on true
    left join (
        select c.fips as ratebook_fips from zip_counties as c where c.zip = for_place
    ) as ratebook_county on for_kind = 'zip'
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
