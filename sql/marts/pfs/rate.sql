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
-- depends: pfs_payment, pfs_codes, release_days, last_listings
with held as (
    select max(ratebook_row.release) as ratebook_held
    from (select r as ratebook_row from internal.release_days as r)
    where
        ratebook_row.schedule = 'PFS'
        and on_day::date between ratebook_row.effective_from and ratebook_row.effective_through
),

-- What the release lists of the code: its rows, modifiers and factors.
known as (
    select
        any_value(ratebook_held) as ratebook_held,
        count(ratebook_code) as ratebook_rows,
        bool_or(ratebook_mod = coalesce(upper(for_modifier), '')) as ratebook_modified,
        bool_or(ratebook_by) as ratebook_twice
    from held
    left join (
        select
            release as ratebook_in, hcpcs as ratebook_code, modifier as ratebook_mod,
            qp as ratebook_by
        from internal.pfs_codes
    ) as ratebook_codes
        on ratebook_in = ratebook_held and ratebook_code = upper(for_hcpcs)
),

earlier as (
    select any_value(ratebook_last) as ratebook_gone
    from (
        select
            release as ratebook_out_of,
            hcpcs as ratebook_code,
            '; in ' || last_release || ': ' || listing as ratebook_last
        from internal.last_listings
    )
    where
        ratebook_code = upper(for_hcpcs) and ratebook_out_of = (select ratebook_held from held)
),

found as (
    select
        ratebook_row.* exclude (ratebook_release),
        ratebook_known.ratebook_held as ratebook_release,
        case
            when ratebook_hcpcs is not null then null
            when for_hcpcs is null or for_mac is null or for_locality is null or on_day is null
                then 'give a code, a MAC, a locality and a day: one of them is NULL'
            when ratebook_known.ratebook_held is null
                then 'no PFS release in effect on ' || on_day || ' is loaded'
            when ratebook_known.ratebook_rows = 0
                then for_hcpcs || ' is not in ' || ratebook_known.ratebook_held
                || coalesce(ratebook_gone, '')
            when not ratebook_known.ratebook_modified
                then for_hcpcs || ' has no modifier ''' || for_modifier || ''' in '
                || ratebook_known.ratebook_held
            when coalesce(for_qp, false) and not ratebook_known.ratebook_twice
                then ratebook_known.ratebook_held
                || ' has a single conversion factor: no separate one for QPs'
            else for_mac || '-' || for_locality || ' is not a locality in '
                || ratebook_known.ratebook_held
        end as ratebook_nothing_because
    from known as ratebook_known
    cross join earlier as ratebook_earlier
    left join (
        select columns('.*') as 'ratebook_\0' from pfs_payment
    ) as ratebook_row
        on ratebook_hcpcs = upper(for_hcpcs)
        and ratebook_row.ratebook_modifier = coalesce(upper(for_modifier), '')
        and ratebook_mac = for_mac
        and ratebook_locality = for_locality
        and ratebook_qp = coalesce(for_qp, false)
        and ratebook_row.ratebook_release = ratebook_known.ratebook_held
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
