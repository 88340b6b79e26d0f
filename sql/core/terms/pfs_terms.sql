-- The RVUs that the PFS pays in an office, to the professional in a facility, and to a hospital.
-- grain: one row per release, hcpcs, modifier, qp and setting
-- schema: internal
-- source: pfs_codes, professional_codes, hospital_pfs_codes (by the OPPS release that holds when the
--   PFS release begins). Terms are NULL where nothing is paid, those of the cap too, for a ceiling
--   alone is no amount; reason says why. hospital: services that the PFS pays a hospital for, and
--   nobody beside it where that is the only payment.
-- kind: view
-- into: code_terms
-- depends: pfs_codes, professional_codes, hospital_pfs_codes
with hospital as (
    select * from internal.hospital_pfs_codes where is_first and kind <> 'not settled'
),

settings as (
    select
        c.release,
        c.hcpcs,
        c.modifier,
        c.qp,
        'office' as setting,
        case when c.payable and not c.nonfacility_is_na then c.work_rvu end as term_1,
        c.nonfacility_pe_rvu as term_2,
        c.mp_rvu as term_3,
        c.cap_work_rvu as cap_1,
        case when c.payable and not c.nonfacility_is_na then c.cap_nonfacility_pe end as cap_2,
        c.cap_mp as cap_3,
        case
            when not c.payable then c.reason_if_not_payable
            when c.nonfacility_is_na then 'rarely or never performed in an office (NA)'
        end as reason,
        c.source_file,
        c.source_row
    from internal.pfs_codes as c
    union all
    select
        p.release,
        p.hcpcs,
        p.modifier,
        p.qp,
        'professional' as setting,
        case when h.hcpcs is null then p.professional_work_rvu end as term_1,
        p.professional_pe_rvu as term_2,
        p.professional_mp_rvu as term_3,
        p.professional_cap_work_rvu as cap_1,
        case when h.hcpcs is null then p.professional_cap_pe end as cap_2,
        p.professional_cap_mp as cap_3,
        case
            when h.hcpcs is not null
                then 'the hospital payment covers everything: there is no separate professional '
                || 'payment'
            else p.professional_reason
        end as reason,
        p.source_file,
        p.professional_source_row as source_row
    from internal.professional_codes as p
    left join hospital as h
        on p.release = h.release and p.hcpcs = h.hcpcs and p.qp = h.qp and p.modifier = ''
        and h.single_payment
    union all
    select
        h.release,
        h.hcpcs,
        '' as modifier,
        h.qp,
        'hospital' as setting,
        h.work_rvu as term_1,
        h.pe_rvu as term_2,
        h.mp_rvu as term_3,
        h.cap_work_rvu as cap_1,
        h.cap_pe as cap_2,
        h.cap_mp as cap_3,
        null as reason,
        h.source_file,
        h.source_row
    from hospital as h
)

select
    'PFS' as schedule,
    s.release,
    s.hcpcs,
    s.modifier,
    s.setting,
    case when s.qp then 'qp' else '' end as variant,
    c.conversion_factor as factor,
    false as is_rate,
    s.term_1,
    s.term_2,
    s.term_3,
    s.cap_1,
    s.cap_2,
    s.cap_3,
    null as weight,
    null as weight_factor,
    null as unit_rate,
    c.status_code as status,
    null as class,
    'rate' as payment,
    s.reason,
    c.effective_from,
    c.effective_through,
    s.source_file,
    s.source_row
from settings as s
inner join internal.pfs_codes as c
    on s.release = c.release and s.hcpcs = c.hcpcs and s.modifier = c.modifier and s.qp = c.qp
where c.effective_through is not null
