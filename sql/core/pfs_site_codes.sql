-- The RVUs that the PFS pays in an office, to the professional in a facility, and to a hospital.
-- grain: one row per release, hcpcs, modifier, qp and site
-- key: release, hcpcs, modifier, qp, site
-- source: pfs_codes, professional_codes, hospital_pfs_codes (by the OPPS release that holds when the
--   PFS release begins). Units are NULL where nothing is paid, those of the cap too, for a ceiling
--   alone is no amount; reason says why. hospital: services that the PFS pays a hospital for, and
--   nobody beside it where that is the only payment.
-- kind: view
-- depends: pfs_codes, professional_codes, hospital_pfs_codes, rate_periods
with first_opps as (
    select pfs_release as release, arg_min(opps_release, effective_from) as opps_release
    from rate_periods
    where pfs_release is not null and opps_release is not null
    group by pfs_release
),

hospital as (
    select h.*
    from hospital_pfs_codes as h
    inner join first_opps as f on h.release = f.release and h.opps_release = f.opps_release
    where h.kind <> 'not settled'
)

select
    release,
    hcpcs,
    modifier,
    qp,
    'office' as site,
    status_code,
    case when payable and not nonfacility_is_na then work_rvu end as work_rvu,
    nonfacility_pe_rvu as pe_rvu,
    mp_rvu,
    cap_work_rvu,
    case when payable and not nonfacility_is_na then cap_nonfacility_pe end as cap_pe,
    cap_mp,
    conversion_factor,
    case
        when not payable then reason_if_not_payable
        when nonfacility_is_na then 'rarely or never performed in an office (NA)'
    end as reason
from pfs_codes
where effective_through is not null
union all
select
    c.release,
    c.hcpcs,
    c.modifier,
    c.qp,
    'professional' as site,
    c.status_code,
    case when h.hcpcs is null then p.professional_work_rvu end as work_rvu,
    p.professional_pe_rvu as pe_rvu,
    p.professional_mp_rvu as mp_rvu,
    p.professional_cap_work_rvu as cap_work_rvu,
    case when h.hcpcs is null then p.professional_cap_pe end as cap_pe,
    p.professional_cap_mp as cap_mp,
    c.conversion_factor,
    case
        when h.hcpcs is not null then 'the hospital payment covers everything: there is no separate professional payment'
        else p.professional_reason
    end as reason
from pfs_codes as c
inner join professional_codes as p
    on c.release = p.release and c.hcpcs = p.hcpcs and c.modifier = p.modifier and c.qp = p.qp
left join hospital as h
    on c.release = h.release and c.hcpcs = h.hcpcs and c.qp = h.qp and c.modifier = ''
    and h.single_payment
where c.effective_through is not null
union all
select
    h.release,
    h.hcpcs,
    '' as modifier,
    h.qp,
    'hospital' as site,
    c.status_code,
    h.work_rvu,
    h.pe_rvu,
    h.mp_rvu,
    h.cap_work_rvu,
    h.cap_pe,
    h.cap_mp,
    c.conversion_factor,
    null as reason
from hospital as h
inner join pfs_codes as c
    on h.release = c.release and h.hcpcs = c.hcpcs and h.qp = c.qp and c.modifier = ''
where c.effective_through is not null
