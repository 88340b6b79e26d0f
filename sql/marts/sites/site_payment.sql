-- What a code pays in an office, a hospital and an ASC on a day: always one row.
-- args: for_hcpcs, for_modifier, for_mac, for_locality, on_day, for_qp := false
-- grain: one row
-- source: payment_by_site, where each amount that is not there has its reason. nothing_because: why
--   there is no row of it at all. A code that the PFS does not list has a national row only. A
--   modifier that is NULL is none. The tables that an argument is compared with
--   have their columns renamed, so that a column of the caller's (hcpcs, zip) stays the caller's:
--   DuckDB puts arguments in as text.
-- example: select office_amount, hopd_facility_amount, hopd_total_amount, asc_reason
--   from site_payment('20560', '', 'national', 'national', '2026-08-01')
-- depends: payment_by_site, rate_periods, site_codes, last_listings
with held as (
    select
        max(ratebook_row.effective_from) as ratebook_since,
        max(ratebook_row.pfs_release) as ratebook_pfs,
        [
            max(ratebook_row.pfs_release), max(ratebook_row.opps_release),
            max(ratebook_row.asc_release)
        ] as ratebook_all
    from (select p as ratebook_row from internal.rate_periods as p)
    where on_day::date between ratebook_row.effective_from and ratebook_row.effective_through
),

-- What the span lists of the code: its rows, modifiers, factors, and whether the PFS is among them.
known as (
    select
        any_value(ratebook_since) as ratebook_since,
        any_value(ratebook_pfs) as ratebook_pfs,
        any_value(ratebook_all) as ratebook_all,
        count(ratebook_code) as ratebook_rows,
        bool_or(ratebook_mod = coalesce(upper(for_modifier), '')) as ratebook_modified,
        bool_or(ratebook_by) as ratebook_twice,
        bool_or(ratebook_is_listed) as ratebook_is_listed
    from held
    left join (
        select
            effective_from as ratebook_in,
            hcpcs as ratebook_code,
            modifier as ratebook_mod,
            qp as ratebook_by,
            listed as ratebook_is_listed
        from internal.site_codes
    ) as ratebook_codes
        on ratebook_in = ratebook_since and ratebook_code = upper(for_hcpcs)
),

earlier as (
    select string_agg(ratebook_last, '' order by ratebook_out_of desc) as ratebook_gone
    from (
        select
            release as ratebook_out_of,
            hcpcs as ratebook_code,
            '; in ' || last_release || ': ' || listing as ratebook_last
        from internal.last_listings
    )
    where
        ratebook_code = upper(for_hcpcs)
        and list_contains((select ratebook_all from held), ratebook_out_of)
),

found as (
    select
        ratebook_row.*,
        case
            when ratebook_hcpcs is not null then null
            when for_hcpcs is null or for_mac is null or for_locality is null or on_day is null
                then 'give a code, a MAC, a locality and a day: one of them is NULL'
            when ratebook_known.ratebook_since is null
                then 'no release in effect on ' || on_day || ' is loaded'
            when ratebook_known.ratebook_rows = 0
                then for_hcpcs || ' is in no release in effect on ' || on_day
                || coalesce(ratebook_gone, '')
            when ratebook_known.ratebook_pfs is null
                then 'no PFS release in effect on ' || on_day
                || ' is loaded: there are only national rows without a modifier'
            when not ratebook_known.ratebook_modified
                then for_hcpcs || ' has no modifier ''' || for_modifier || ''''
            when coalesce(for_qp, false) and not ratebook_known.ratebook_twice
                then ratebook_known.ratebook_pfs
                || ' has a single conversion factor: no separate one for QPs'
            when not ratebook_known.ratebook_is_listed
                then for_hcpcs || ' is not in ' || ratebook_known.ratebook_pfs
                || ': it has only a national row'
            else for_mac || '-' || for_locality || ' is not a locality on ' || on_day
        end as ratebook_nothing_because
    from known as ratebook_known
    cross join earlier as ratebook_earlier
    left join (
        select columns('.*') as 'ratebook_\0' from payment_by_site
    ) as ratebook_row
        on ratebook_hcpcs = upper(for_hcpcs)
        and ratebook_row.ratebook_modifier = coalesce(upper(for_modifier), '')
        and ratebook_mac = for_mac
        and ratebook_locality = for_locality
        and ratebook_qp = coalesce(for_qp, false)
        and ratebook_effective_from = ratebook_known.ratebook_since
)

select columns('ratebook_(.*)') as '\1'
from found
