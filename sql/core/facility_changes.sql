-- How the rate of a hospital or an ASC changed between two releases, step by step.
-- grain: one row per from_release, to_release, hcpcs and site that either release has
-- key: from_release, to_release, hcpcs, site
-- source: OPPS Addendum B, ASC Addenda AA and BB; 42 CFR 419.31, 419.32, 416.171. paid_0 is the old
--   rate, paid_3 the new one. paid_1: the old release's rate of the APC that the code is in now, the
--   new rate itself where that APC is new or an ASC payment indicator changed. paid_2: the new
--   weight at the old factor, where both rates are weight times factor; else the new rate.
--   old_unit_rate, new_unit_rate: where either release prints a rate per billing unit; 0.000 in
--   the one that packages it or does not pay it.
-- kind: view
-- depends: release_pairs, facility_site_codes
with codes as (
    select p.*, c.hcpcs, c.site
    from release_pairs as p
    inner join facility_site_codes as c on p.from_release = c.release
    union
    select p.*, c.hcpcs, c.site
    from release_pairs as p
    inner join facility_site_codes as c on p.to_release = c.release
),

apcs as (
    select release, apc, min(amount) as amount
    from facility_site_codes
    where apc is not null and payment = 'rate'
    group by release, apc
    having count(distinct amount) = 1
),

compared as (
    select
        c.from_release,
        c.to_release,
        c.consecutive,
        c.effective_from,
        c.hcpcs,
        c.site,
        o.release is not null as in_old,
        n.release is not null as in_new,
        o.apc as old_apc,
        n.apc as new_apc,
        o.indicator as old_status,
        n.indicator as new_status,
        o.payment is distinct from n.payment as paid_otherwise,
        o.reason as old_reason,
        n.reason as new_reason,
        o.amount as paid_0,
        case
            when c.site = 'asc' and o.indicator <> n.indicator then n.amount
            when o.apc = n.apc or c.site = 'asc' then o.amount
            else coalesce(a.amount, n.amount)
        end as paid_1,
        case when n.factor is not null then round(n.weight * o.factor, 2)::decimal(12, 2) end
            as reweighted,
        n.amount as paid_3,
        case
            when coalesce(o.unit_rate, n.unit_rate) is not null
                then coalesce(o.unit_rate, o.amount, 0)::decimal(12, 3)
        end as old_unit_rate,
        case
            when coalesce(o.unit_rate, n.unit_rate) is not null
                then coalesce(n.unit_rate, n.amount, 0)::decimal(12, 3)
        end as new_unit_rate
    from codes as c
    left join facility_site_codes as o
        on c.from_release = o.release and c.hcpcs = o.hcpcs and c.site = o.site
    left join facility_site_codes as n
        on c.to_release = n.release and c.hcpcs = n.hcpcs and c.site = n.site
    left join apcs as a on c.from_release = a.release and n.apc = a.apc
)

select
    from_release,
    to_release,
    consecutive,
    effective_from,
    hcpcs,
    site,
    in_old,
    in_new,
    old_apc,
    new_apc,
    old_status,
    new_status,
    paid_otherwise,
    old_reason,
    new_reason,
    paid_0,
    paid_1,
    case when paid_1 = paid_3 then paid_3 else coalesce(reweighted, paid_3) end as paid_2,
    paid_3,
    old_unit_rate,
    new_unit_rate
from compared
