-- The units that the PFS pays with in an office, and to the professional in a facility.
-- grain: one row per release, hcpcs, modifier, qp and site
-- key: release, hcpcs, modifier, qp, site
-- source: pfs_codes, professional_codes. Units are NULL where nothing is paid, those of
--   the cap too, for a ceiling alone is no amount; reason says why.
-- kind: view
-- depends: pfs_codes, professional_codes
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
    p.professional_work_rvu as work_rvu,
    p.professional_pe_rvu as pe_rvu,
    p.professional_mp_rvu as mp_rvu,
    p.professional_cap_work_rvu as cap_work_rvu,
    p.professional_cap_pe as cap_pe,
    p.professional_cap_mp as cap_mp,
    c.conversion_factor,
    p.professional_reason as reason
from pfs_codes as c
inner join professional_codes as p
    on c.release = p.release and c.hcpcs = p.hcpcs and c.modifier = p.modifier and c.qp = p.qp
where c.effective_through is not null
