-- What a code pays in an office, a hospital and an ASC on a day: always one row.
-- args: for_hcpcs, for_modifier, for_mac, for_locality, on_day, for_qp := false
-- grain: one row
-- source: payment_by_site, where each amount that is not there has its reason. nothing_because: why
--   there is no row of it at all. A code that the PFS does not list has a national row only.
-- example: select office_amount, hopd_facility_amount, hopd_total_amount, asc_reason
--   from site_payment('20560', '', 'national', 'national', '2026-08-01')
-- depends: payment_by_site, rate_periods, site_codes
with asked as (
    select (
        select p.effective_from from rate_periods as p
        where on_day::date between p.effective_from and p.effective_through
    ) as since
),

listed as (
    select
        count(*) as codes,
        count(*) filter (where s.modifier = upper(for_modifier)) as modifiers,
        count(*) filter (where s.qp = for_qp) as factors,
        coalesce(bool_or(s.listed), false) as in_pfs
    from asked as a
    inner join site_codes as s on s.hcpcs = upper(for_hcpcs) and s.effective_from = a.since
)

select
    p.*,
    case
        when p.hcpcs is not null then null
        when a.since is null then 'no release that holds on ' || on_day || ' is loaded'
        when l.codes = 0 then for_hcpcs || ' is in no release that holds on ' || on_day
        when l.modifiers = 0 then for_hcpcs || ' has no modifier ''' || for_modifier || ''''
        when l.factors = 0 then 'one conversion factor on ' || on_day || ': none of its own for QPs'
        when not l.in_pfs then for_hcpcs || ' is not in the PFS: it has a national row only'
        else for_mac || '-' || for_locality || ' is no locality on ' || on_day
    end as nothing_because
from asked as a
cross join listed as l
left join payment_by_site as p
    on p.hcpcs = upper(for_hcpcs)
    and p.modifier = upper(for_modifier)
    and p.mac = for_mac
    and p.locality = for_locality
    and p.qp = for_qp
    and p.effective_from = a.since
