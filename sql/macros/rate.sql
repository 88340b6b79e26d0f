-- What the physician fee schedule pays for a code in a locality on a day: always one row.
-- args: for_hcpcs, for_modifier, for_mac, for_locality, on_day, for_qp := false
-- grain: one row
-- source: pfs_payment; an amount that CMS marks NA (rarely or never performed there) is NULL.
--   nothing_because: why there is no row at all (the day, the code, its modifier, the factor or the
--   locality); nonfacility_reason, facility_reason: why a listed code pays none. A modifier that is
--   NULL is none. The tables that an argument is compared with
--   have their columns renamed, so that a column of the caller's (hcpcs, zip) stays the caller's:
--   DuckDB puts arguments in as text.
-- example: select nonfacility_amount, facility_amount, release
--   from rate('45378', '', '10112', '00', '2026-08-01')
-- depends: pfs_payment, pfs_codes, releases, last_listings
with held as (
    select (
        select ratebook_release
        from (
            select
                release as ratebook_release,
                effective_from as ratebook_from,
                effective_through as ratebook_through
            from releases
            where dataset = 'PFS'
        )
        where on_day::date between ratebook_from and ratebook_through
    ) as ratebook_held
),

codes as (
    select release as ratebook_in, hcpcs as ratebook_code, modifier as ratebook_mod, qp as ratebook_by
    from internal.pfs_codes
),

earlier as (
    select
        release as ratebook_out_of,
        hcpcs as ratebook_gone,
        '; in ' || last_release || ': ' || listing as ratebook_last
    from internal.last_listings
),

found as (
    select
        ratebook_row.* exclude (ratebook_release),
        ratebook_held as ratebook_release,
        case
            when ratebook_hcpcs is not null then null
            when for_hcpcs is null or for_mac is null or for_locality is null or on_day is null
                then 'give a code, a MAC, a locality and a day: one of them is NULL'
            when ratebook_held is null
                then 'no PFS release in effect on ' || on_day || ' is loaded'
            when not exists (
                select 1 from codes
                where ratebook_in = ratebook_held and ratebook_code = upper(for_hcpcs)
            ) then for_hcpcs || ' is not in ' || ratebook_held || coalesce((
                select ratebook_last from earlier
                where ratebook_out_of = ratebook_held and ratebook_gone = upper(for_hcpcs)
            ), '')
            when not exists (
                select 1 from codes
                where
                    ratebook_in = ratebook_held and ratebook_code = upper(for_hcpcs)
                    and ratebook_mod = coalesce(upper(for_modifier), '')
            ) then for_hcpcs || ' has no modifier ''' || for_modifier || ''' in ' || ratebook_held
            when coalesce(for_qp, false) and not exists (
                select 1 from codes
                where
                    ratebook_in = ratebook_held and ratebook_code = upper(for_hcpcs) and ratebook_by
            ) then ratebook_held || ' has a single conversion factor: no separate one for QPs'
            else for_mac || '-' || for_locality || ' is not a locality in ' || ratebook_held
        end as ratebook_nothing_because
    from held
    left join (
        select columns('.*') as 'ratebook_\0' from pfs_payment
    ) as ratebook_row
        on ratebook_hcpcs = upper(for_hcpcs)
        and ratebook_modifier = coalesce(upper(for_modifier), '')
        and ratebook_mac = for_mac
        and ratebook_locality = for_locality
        and ratebook_qp = coalesce(for_qp, false)
        and ratebook_release = ratebook_held
)

select
    columns('ratebook_(.*)') as '\1'
from (
    select
        * exclude (ratebook_not_payable_reason)
        replace (
            case when not ratebook_nonfacility_is_na then ratebook_nonfacility_amount end
                as ratebook_nonfacility_amount,
            case when not ratebook_facility_is_na then ratebook_facility_amount end
                as ratebook_facility_amount
        ),
        case
            when not ratebook_payable then ratebook_not_payable_reason
            when ratebook_nonfacility_is_na then 'rarely or never performed in an office (NA)'
        end as ratebook_nonfacility_reason,
        case
            when not ratebook_payable then ratebook_not_payable_reason
            when ratebook_facility_is_na then 'rarely or never performed in a facility (NA)'
        end as ratebook_facility_reason
    from found
)
