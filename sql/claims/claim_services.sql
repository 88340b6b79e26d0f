-- What a code is to a hospital's claim: its indicator, its APC, and how it goes together with others.
-- grain: one row per OPPS release in effect and hcpcs
-- key: release, hcpcs
-- schema: internal
-- source: Addendum B; own_indicator: of the APC when the code is paid separately (Q1, Q2, Q3; J2: a visit, critical
--   care S): what most of its codes of S and T have, as Addendum A of 2025 prints for each such APC. comprehensive_rank and imaging: Addenda J and M of the year's final rule, which hold for the year;
--   has_ranks and has_composites: whether they are loaded. two_sided: the fee schedule's bilateral indicator 1
--   or 3; NULL where no PFS release of those days is loaded. pfs_kind: of a code that the physician fee schedule pays a hospital for.
--   is_cell_therapy: no comprehensive service takes it (since 2025).
-- depends: release_days, opps_rates, opps_status_indicators, opps_shares, preventive_services, cell_therapies, comprehensive_ranks, composite_codes, pfs_rvu, hospital_pfs_codes, other_schedules
with listed as (
    select
        d.release,
        d.effective_from,
        year(d.effective_from) as payment_year,
        o.hcpcs,
        o.status_indicator,
        o.apc,
        o.payment_rate
    from internal.release_days as d
    inner join opps_rates as o on d.release = o.release
    where d.schedule = 'OPPS'
),
apc_indicators as (
    select
        release,
        apc,
        case
            when apc = '5041' then 'S'
            when min(status_indicator) = 'J2' or max(status_indicator) = 'V' then 'V'
            when min(status_indicator) = max(status_indicator) then min(status_indicator)
            when count(*) filter (where status_indicator = 'T') > count(*) filter (where status_indicator = 'S') then 'T'
        end as own_indicator
    from listed
    where status_indicator in ('S', 'T', 'V', 'J1', 'J2') and apc <> ''
    group by release, apc
),
years as (
    select
        payment_year,
        bool_or(j.release is not null) as has_ranks,
        bool_or(m.release is not null) as has_composites
    from (select distinct payment_year from listed) as y
    left join (select distinct release, year(effective_from) as year_of from comprehensive_ranks) as j
        on y.payment_year = j.year_of
    left join (select distinct release, year(effective_from) as year_of from composite_codes) as m
        on y.payment_year = m.year_of
    group by payment_year
),
composites as (
    select
        year(effective_from) as payment_year,
        hcpcs,
        max(composite_apc) filter (where composite_apc in ('8004', '8006', '8008')) as contrast_apc,
        min(composite_apc) filter (where composite_apc in ('8004', '8005', '8007')) as plain_apc,
        bool_or(composite_apc = '5041') as is_critical_ancillary,
        bool_or(composite_apc = '8010') as is_mental_health
    from composite_codes
    group by year(effective_from), hcpcs
),
-- The first PFS release that holds while the OPPS release does.
beside as (
    select
        o.release,
        min_by(p.release, p.effective_from) as pfs_release
    from internal.release_days as o
    inner join internal.release_days as p
        on p.schedule = 'PFS' and p.effective_from <= o.effective_through and o.effective_from <= p.effective_through
    where o.schedule = 'OPPS'
    group by o.release
),

physicians as (
    select
        release as pfs_release,
        hcpcs,
        bilateral_surgery in ('1', '3') as two_sided,
        global_days = 'ZZZ' as is_add_on
    from pfs_rvu
    where modifier = ''
),

pfs_services as (
    select distinct opps_release, hcpcs, kind from internal.hospital_pfs_codes
)
select
    l.release,
    l.hcpcs,
    l.status_indicator,
    l.apc,
    case
        when l.status_indicator in ('Q1', 'Q2', 'Q3', 'J2') then a.own_indicator
        else l.status_indicator
    end as own_indicator,
    case when l.status_indicator in ('G', 'K', 'K1') then round(l.payment_rate, 3) end::decimal(14, 3) as unit_rate,
    s.medicare_share as item_share,
    s.reason as item_share_reason,
    -- A pass-through drug owes no copayment, but the deductible: CMS's pricer waives it by the grouper's flag alone.
    coalesce(s.is_preventive and l.status_indicator <> 'G', false) or v.hcpcs is not null as is_preventive,
    g.hcpcs is not null and l.payment_year >= 2025 as is_cell_therapy,
    l.hcpcs between '99281' and '99285' or l.hcpcs between 'G0380' and 'G0384' as is_emergency_visit,
    j.comprehensive_rank,
    y.has_ranks,
    y.has_composites,
    coalesce(c.plain_apc, case c.contrast_apc when '8006' then '8005' when '8008' then '8007' end) as imaging_family,
    c.plain_apc is null and c.contrast_apc is not null as with_contrast,
    coalesce(c.is_critical_ancillary, false) as is_critical_ancillary,
    coalesce(c.is_mental_health, false) as is_mental_health,
    case when b.pfs_release is not null then coalesce(p.two_sided, false) end as two_sided,
    coalesce(p.is_add_on, false) as is_add_on,
    f.kind as pfs_kind,
    coalesce(f.kind <> 'not settled', false) as pfs_pays,
    case when l.status_indicator = 'A' then h.schedule else i.paid_by end as paid_by,
    i.meaning
from listed as l
left join apc_indicators as a on l.release = a.release and l.apc = a.apc
left join years as y on l.payment_year = y.payment_year
left join internal.opps_shares as s on l.release = s.release and l.hcpcs = s.hcpcs
left join internal.preventive_services as v on l.hcpcs = v.hcpcs
left join internal.cell_therapies as g on l.hcpcs = g.hcpcs
left join comprehensive_ranks as j on l.payment_year = year(j.effective_from) and l.hcpcs = j.hcpcs
left join composites as c on l.payment_year = c.payment_year and l.hcpcs = c.hcpcs
left join beside as b on l.release = b.release
left join physicians as p on b.pfs_release = p.pfs_release and l.hcpcs = p.hcpcs
left join pfs_services as f on l.release = f.opps_release and l.hcpcs = f.hcpcs
left join internal.other_schedules as h on l.hcpcs = h.hcpcs
left join opps_status_indicators as i on l.status_indicator = i.status_indicator
order by l.hcpcs, l.release
