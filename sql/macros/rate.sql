-- What the physician fee schedule pays for a code in a locality on a day: always one row.
-- args: for_hcpcs, for_modifier, for_mac, for_locality, on_day, for_qp := false
-- grain: one row
-- source: pfs_payment. nothing_because: why there is no amount at all (the day, the code, its
--   modifier, the factor or the locality); not_payable_reason: why a listed code pays none.
-- example: select nonfacility_amount, facility_amount, release
--   from rate('45378', '', '10112', '00', '2026-08-01')
-- depends: pfs_payment, pfs_codes, releases
with asked as (
    select (
        select r.release from releases as r
        where r.dataset = 'PFS' and on_day::date between r.effective_from and r.effective_through
    ) as held
)

select
    p.*,
    case
        when p.hcpcs is not null then null
        when a.held is null then 'no PFS release that holds on ' || on_day || ' is loaded'
        when not exists (
            select 1 from pfs_codes as c where c.release = a.held and c.hcpcs = upper(for_hcpcs)
        ) then for_hcpcs || ' is not in ' || a.held
        when not exists (
            select 1 from pfs_codes as c
            where c.release = a.held and c.hcpcs = upper(for_hcpcs)
            and c.modifier = upper(for_modifier)
        ) then for_hcpcs || ' has no modifier ''' || for_modifier || ''' in ' || a.held
        when for_qp and not exists (
            select 1 from pfs_codes as c
            where c.release = a.held and c.hcpcs = upper(for_hcpcs) and c.qp
        ) then a.held || ' has one conversion factor: none of its own for QPs'
        else for_mac || '-' || for_locality || ' is no locality of ' || a.held
    end as nothing_because
from asked as a
left join pfs_payment as p
    on p.hcpcs = upper(for_hcpcs)
    and p.modifier = upper(for_modifier)
    and p.mac = for_mac
    and p.locality = for_locality
    and p.qp = for_qp
    and p.release = a.held
