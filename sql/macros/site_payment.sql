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
    select (
        select ratebook_span
        from (
            select
                {
                    'since': effective_from, 'pfs': pfs_release,
                    'all': [pfs_release, opps_release, asc_release]
                } as ratebook_span,
                effective_from as ratebook_from,
                effective_through as ratebook_through
            from internal.rate_periods
        )
        where on_day::date between ratebook_from and ratebook_through
    ) as ratebook_held
),

codes as (
    select
        effective_from as ratebook_in,
        hcpcs as ratebook_code,
        modifier as ratebook_mod,
        qp as ratebook_by,
        listed as ratebook_listed
    from internal.site_codes
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
        ratebook_row.*,
        case
            when ratebook_hcpcs is not null then null
            when for_hcpcs is null or for_mac is null or for_locality is null or on_day is null
                then 'give a code, a MAC, a locality and a day: one of them is NULL'
            when ratebook_held is null then 'no release in effect on ' || on_day || ' is loaded'
            when not exists (
                select 1 from codes
                where ratebook_in = ratebook_held.since and ratebook_code = upper(for_hcpcs)
            ) then for_hcpcs || ' is in no release in effect on ' || on_day || coalesce((
                select string_agg(ratebook_last, '' order by ratebook_out_of desc) from earlier
                where
                    list_contains(ratebook_held.all, ratebook_out_of)
                    and ratebook_gone = upper(for_hcpcs)
            ), '')
            when ratebook_held.pfs is null
                then 'no PFS release in effect on ' || on_day
                || ' is loaded: there are only national rows without a modifier'
            when not exists (
                select 1 from codes
                where
                    ratebook_in = ratebook_held.since and ratebook_code = upper(for_hcpcs)
                    and ratebook_mod = coalesce(upper(for_modifier), '')
            ) then for_hcpcs || ' has no modifier ''' || for_modifier || ''''
            when coalesce(for_qp, false) and not exists (
                select 1 from codes
                where
                    ratebook_in = ratebook_held.since and ratebook_code = upper(for_hcpcs)
                    and ratebook_by
            ) then ratebook_held.pfs || ' has a single conversion factor: no separate one for QPs'
            when not exists (
                select 1 from codes
                where
                    ratebook_in = ratebook_held.since and ratebook_code = upper(for_hcpcs)
                    and ratebook_listed
            ) then for_hcpcs || ' is not in ' || ratebook_held.pfs || ': it has only a national row'
            else for_mac || '-' || for_locality || ' is not a locality on ' || on_day
        end as ratebook_nothing_because
    from held
    left join (
        select columns('.*') as 'ratebook_\0' from payment_by_site
    ) as ratebook_row
        on ratebook_hcpcs = upper(for_hcpcs)
        and ratebook_modifier = coalesce(upper(for_modifier), '')
        and ratebook_mac = for_mac
        and ratebook_locality = for_locality
        and ratebook_qp = coalesce(for_qp, false)
        and ratebook_effective_from = ratebook_held.since
)

select columns('ratebook_(.*)') as '\1'
from found
