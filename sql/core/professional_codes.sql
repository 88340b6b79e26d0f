-- Which PFS row pays the professional in a facility, or why none does.
-- grain: one row per release, hcpcs, modifier and qp
-- key: release, hcpcs, modifier, qp
-- schema: internal
-- source: PC/TC indicators of RVU25D.pdf Attachment A; Claims Manual ch. 12 section 20.4.2
--   1: the 26 row, since the facility is paid for the technical part; 3 (technical only) and
--   5 (incident to): nobody but the facility; 8 (an inpatient's smear, 85060): nobody for an
--   outpatient; 4 (global only): the professional bills another code.
--   professional: 'amount', 'none' (nothing is paid) or 'unknown' (something is, not said here)
-- kind: view
-- depends: pfs_codes
with rows_in_facility as (
    select
        *,
        case when pctc = '1' and modifier = '' then '26' else modifier end as professional_modifier
    from internal.pfs_codes
),

reasons as (
    select
        c.*,
        p.work_rvu as p_work_rvu,
        p.facility_pe_rvu as p_facility_pe_rvu,
        p.mp_rvu as p_mp_rvu,
        p.cap_work_rvu as p_cap_work_rvu,
        p.cap_facility_pe as p_cap_facility_pe,
        p.cap_mp as p_cap_mp,
        p.source_row as p_source_row,
        case
            when c.modifier = 'TC' then 'technical component: in a facility, Medicare pays it to the facility'
            when c.pctc = '3' then 'technical component only: in a facility, Medicare pays it to the facility'
            when c.pctc = '5' then 'incident to a physician: not payable to the physician in a facility'
            when c.pctc = '8' then 'paid for hospital inpatients only'
            when c.pctc = '4' then 'the code covers the whole test: the professional part has a separate code'
            when p.hcpcs is null then 'the release has no row with modifier 26 for the professional part'
            when not p.payable then p.reason_if_not_payable
            when p.facility_is_na then 'CMS sets no professional amount in a facility (NA)'
        end as professional_reason,
        case
            when c.modifier = 'TC' or c.pctc in ('3', '5', '8') then 'none'
            when c.pctc = '4' or p.hcpcs is null then 'unknown'
            when not p.payable then p.professional_if_not_payable
            when p.facility_is_na then 'unknown'
            else 'amount'
        end as professional
    from rows_in_facility as c
    left join internal.pfs_codes as p
        on c.release = p.release and c.hcpcs = p.hcpcs and c.qp = p.qp
        and c.professional_modifier = p.modifier
)

select
    release,
    hcpcs,
    modifier,
    qp,
    professional,
    professional_reason,
    professional_modifier,
    case when professional = 'amount' then p_work_rvu end as professional_work_rvu,
    case when professional = 'amount' then p_facility_pe_rvu end as professional_pe_rvu,
    case when professional = 'amount' then p_mp_rvu end as professional_mp_rvu,
    case when professional = 'amount' then p_cap_work_rvu end as professional_cap_work_rvu,
    case when professional = 'amount' then p_cap_facility_pe end as professional_cap_pe,
    case when professional = 'amount' then p_cap_mp end as professional_cap_mp,
    source_file,
    p_source_row as professional_source_row
from reasons
