-- All of payment_by_site but the locality: each code in each span of days.
-- grain: one row per span, hcpcs, modifier and qp
-- key: hcpcs, modifier, qp, effective_from
-- source: honest totals: a facility visit pays the facility and the professional.
--   Site totals stand on the row without modifier. A code that the PFS does not list has a
--   national row only. listed: the PFS release lists the code. index_release: whose localities
--   count for it ('' where no PFS release holds, so that the nation alone is there).
--   hopd_professional, asc_professional: 'amount' (the PFS pays one beside the facility), 'none'
--   (nobody but the facility is paid, as for a drug) or 'unknown' (no total can be given).
-- depends: rate_periods, pfs_codes, professional_codes, hospital_codes, asc_codes, conversion_factors
with elsewhere as (
    select distinct p.effective_from, p.pfs_release, o.hcpcs
    from rate_periods as p
    inner join (
        select release, hcpcs from hospital_codes where in_addendum_b
        union
        select release, hcpcs from asc_codes
    ) as o on o.release in (p.opps_release, p.asc_release)
),

unlisted as (
    select
        e.effective_from,
        e.hcpcs,
        '' as modifier,
        coalesce(f.qp, false) as qp,
        false as listed,
        case
            when e.pfs_release is null then 'no PFS release is loaded for these days'
            when exists (
                select 1 from pfs_codes as m where m.release = e.pfs_release and m.hcpcs = e.hcpcs
            ) then 'listed in ' || e.pfs_release || ' with a modifier only'
            else 'not listed in ' || e.pfs_release
        end as unlisted_reason
    from elsewhere as e
    left join conversion_factors as f on e.pfs_release = f.release
    where not exists (
        select 1 from pfs_codes as c
        where c.release = e.pfs_release and c.hcpcs = e.hcpcs and c.modifier = ''
    )
),

codes as (
    select p.effective_from, c.hcpcs, c.modifier, c.qp, true as listed, null as unlisted_reason
    from rate_periods as p
    inner join pfs_codes as c on p.pfs_release = c.release
    union all
    select effective_from, hcpcs, modifier, qp, listed, unlisted_reason from unlisted
),

-- The releases to look a code up in: NULL where it is not to be found, so that each join below is
-- of equal columns alone (with another condition DuckDB 1.5 compares every row with every other).
placed as (
    select
        k.*,
        case when k.listed then p.pfs_release end as its_pfs,
        case when k.modifier = '' then p.opps_release end as its_opps,
        case when k.modifier = '' then p.asc_release end as its_asc
    from codes as k
    inner join rate_periods as p on k.effective_from = p.effective_from
)

select
    k.hcpcs,
    k.modifier,
    k.qp,
    k.listed,
    p.effective_from,
    p.effective_through,
    p.pfs_release,
    p.opps_release,
    p.asc_release,
    p.stale_from,
    case when k.listed then p.pfs_release else '' end as index_release,
    c.conversion_factor,
    case when c.payable and not c.nonfacility_is_na then c.work_rvu end as office_work_rvu,
    c.nonfacility_pe_rvu as office_pe_rvu,
    c.mp_rvu as office_mp_rvu,
    c.cap_work_rvu as office_cap_work_rvu,
    c.cap_nonfacility_pe as office_cap_pe,
    c.cap_mp as office_cap_mp,
    case
        when not k.listed then k.unlisted_reason
        when not c.payable then c.reason_if_not_payable
        when c.nonfacility_is_na then 'rarely or never performed in an office (NA)'
    end as office_reason,
    nullif(concat_ws('; ', c.caveat, h.caveat), '') as caveat,
    case when h.is_item then 'none' else coalesce(f.professional, 'unknown') end
        as hopd_professional,
    case when a.is_item then 'none' else coalesce(f.professional, 'unknown') end
        as asc_professional,
    case when k.listed then f.professional_reason else k.unlisted_reason end as professional_reason,
    f.professional_modifier,
    f.professional_work_rvu,
    f.professional_pe_rvu,
    f.professional_mp_rvu,
    f.professional_cap_work_rvu,
    f.professional_cap_pe,
    f.professional_cap_mp,
    h.hopd_hcpcs,
    h.hopd_apc,
    h.hopd_status_indicator,
    h.hopd_facility_amount,
    case
        when k.modifier <> '' then 'component row: the hospital is on the row without modifier'
        when p.opps_release is null then 'no OPPS release is loaded for these days'
        when h.hcpcs is null then 'not listed in Addendum B of ' || p.opps_release
        else h.hopd_reason
    end as hopd_reason,
    a.asc_payment_indicator,
    a.asc_facility_amount,
    case
        when k.modifier <> '' then 'component row: the ASC is on the row without modifier'
        when p.asc_release is null then 'no ASC release is loaded for these days'
        when a.hcpcs is null then 'not on the ASC list of ' || p.asc_release
        else a.asc_reason
    end as asc_reason
from placed as k
inner join rate_periods as p on k.effective_from = p.effective_from
left join pfs_codes as c
    on k.its_pfs = c.release
    and k.hcpcs = c.hcpcs and k.modifier = c.modifier and k.qp = c.qp
left join professional_codes as f
    on k.its_pfs = f.release
    and k.hcpcs = f.hcpcs and k.modifier = f.modifier and k.qp = f.qp
left join hospital_codes as h
    on k.its_opps = h.release and k.hcpcs = h.hcpcs
left join asc_codes as a
    on k.its_asc = a.release and k.hcpcs = a.hcpcs
order by k.hcpcs, k.modifier, p.effective_from, k.qp
