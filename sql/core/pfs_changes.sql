-- How a PFS amount changed between two releases, step by step.
-- grain: one row per from_release, to_release, hcpcs, modifier, qp, site, mac and locality of either
-- key: from_release, to_release, hcpcs, modifier, qp, site, mac, locality
-- source: 42 CFR 414.20 and SSA 1848(b)(4), as in pfs_payment. One input after another is taken
--   from the new release, in this order: work, practice expense and malpractice RVUs, the units
--   of the OPPS cap, the indices, the factor. paid_0 is the old amount, paid_6 the new one, and
--   each between them what would have been paid. A release that has one factor for all is
--   compared with both of 2026.
-- kind: view
-- depends: release_pairs, pfs_site_codes, locality_indices, conversion_factors
with factors as (
    select
        p.from_release,
        p.to_release,
        p.consecutive,
        p.effective_from,
        q.qp,
        q.qp and p.from_release in (select release from conversion_factors where qp) as old_qp,
        q.qp and p.to_release in (select release from conversion_factors where qp) as new_qp
    from release_pairs as p
    cross join (values (false), (true)) as q (qp)
    where p.dataset = 'PFS'
),

pairs as (
    select * from factors where qp = (old_qp or new_qp)
),

codes as (
    select p.*, c.hcpcs, c.modifier, c.site
    from pairs as p
    inner join pfs_site_codes as c on p.from_release = c.release and p.old_qp = c.qp
    union
    select p.*, c.hcpcs, c.modifier, c.site
    from pairs as p
    inner join pfs_site_codes as c on p.to_release = c.release and p.new_qp = c.qp
),

places as (
    select p.from_release, p.to_release, i.mac, i.locality
    from release_pairs as p
    inner join locality_indices as i on i.release in (p.from_release, p.to_release)
    group by all
),

units as (
    select
        c.from_release,
        c.to_release,
        c.consecutive,
        c.effective_from,
        c.hcpcs,
        c.modifier,
        c.qp,
        c.site,
        o.release is not null as in_old,
        n.release is not null as in_new,
        o.status_code as old_status,
        n.status_code as new_status,
        o.reason as old_reason,
        n.reason as new_reason,
        o.work_rvu as o_work,
        o.pe_rvu as o_pe,
        o.mp_rvu as o_mp,
        o.cap_work_rvu as o_cap_work,
        o.cap_pe as o_cap_pe,
        o.cap_mp as o_cap_mp,
        o.conversion_factor as o_factor,
        n.work_rvu as n_work,
        n.pe_rvu as n_pe,
        n.mp_rvu as n_mp,
        n.cap_work_rvu as n_cap_work,
        n.cap_pe as n_cap_pe,
        n.cap_mp as n_cap_mp,
        n.conversion_factor as n_factor
    from codes as c
    left join pfs_site_codes as o
        on c.from_release = o.release and c.hcpcs = o.hcpcs and c.modifier = o.modifier
        and c.old_qp = o.qp and c.site = o.site
    left join pfs_site_codes as n
        on c.to_release = n.release and c.hcpcs = n.hcpcs and c.modifier = n.modifier
        and c.new_qp = n.qp and c.site = n.site
),

indices as (
    select
        p.*,
        o.release is not null as place_in_old,
        n.release is not null as place_in_new,
        o.work_gpci as o_gw,
        o.pe_gpci as o_gp,
        o.mp_gpci as o_gm,
        n.work_gpci as n_gw,
        n.pe_gpci as n_gp,
        n.mp_gpci as n_gm
    from places as p
    left join locality_indices as o
        on p.from_release = o.release and p.mac = o.mac and p.locality = o.locality
    left join locality_indices as n
        on p.to_release = n.release and p.mac = n.mac and p.locality = n.locality
)

select
    u.hcpcs,
    u.modifier,
    i.mac,
    i.locality,
    u.qp,
    u.site,
    u.from_release,
    u.to_release,
    u.consecutive,
    u.effective_from,
    u.in_old,
    u.in_new,
    i.place_in_old,
    i.place_in_new,
    u.old_status,
    u.new_status,
    u.old_reason,
    u.new_reason,
    round(least(
        (o_work * o_gw + o_pe * o_gp + o_mp * o_gm) * o_factor,
        (o_cap_work * o_gw + o_cap_pe * o_gp + o_cap_mp * o_gm) * o_factor
    ), 2)::decimal(12, 2) as paid_0,
    round(least(
        (n_work * o_gw + o_pe * o_gp + o_mp * o_gm) * o_factor,
        (n_cap_work * o_gw + o_cap_pe * o_gp + o_cap_mp * o_gm) * o_factor
    ), 2)::decimal(12, 2) as paid_1,
    round(least(
        (n_work * o_gw + n_pe * o_gp + o_mp * o_gm) * o_factor,
        (n_cap_work * o_gw + o_cap_pe * o_gp + o_cap_mp * o_gm) * o_factor
    ), 2)::decimal(12, 2) as paid_2,
    round(least(
        (n_work * o_gw + n_pe * o_gp + n_mp * o_gm) * o_factor,
        (n_cap_work * o_gw + o_cap_pe * o_gp + o_cap_mp * o_gm) * o_factor
    ), 2)::decimal(12, 2) as paid_3,
    round(least(
        (n_work * o_gw + n_pe * o_gp + n_mp * o_gm) * o_factor,
        (n_cap_work * o_gw + n_cap_pe * o_gp + n_cap_mp * o_gm) * o_factor
    ), 2)::decimal(12, 2) as paid_4,
    round(least(
        (n_work * n_gw + n_pe * n_gp + n_mp * n_gm) * o_factor,
        (n_cap_work * n_gw + n_cap_pe * n_gp + n_cap_mp * n_gm) * o_factor
    ), 2)::decimal(12, 2) as paid_5,
    round(least(
        (n_work * n_gw + n_pe * n_gp + n_mp * n_gm) * n_factor,
        (n_cap_work * n_gw + n_cap_pe * n_gp + n_cap_mp * n_gm) * n_factor
    ), 2)::decimal(12, 2) as paid_6
from units as u
inner join indices as i on u.from_release = i.from_release and u.to_release = i.to_release
