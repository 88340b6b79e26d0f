-- Everything in the fee of a professional line but the place: units of its row, of its parts and of its base.
-- grain: one row per release, hcpcs and modifier (conversion factor of those who are no QPs)
-- key: release, hcpcs, modifier
-- schema: internal
-- source: pfs_codes and the indicators of pfs_rvu. technical_: of the code's TC row; professional_: of its 26 row; base_: of
--   the base of its endoscopic family, which is a base's own code. One join prices a line.
-- depends: pfs_codes, pfs_rvu
with bases as (
    select distinct release, endoscopic_base as hcpcs
    from pfs_rvu
    where endoscopic_base <> ''
),

rows_of as (
    select * from internal.pfs_codes where not qp
)

select
    p.release,
    p.hcpcs,
    p.modifier,
    p.payable,
    p.reason_if_not_payable,
    p.nonfacility_is_na,
    p.facility_is_na,
    p.conversion_factor,
    v.multiple_procedure,
    v.bilateral_surgery,
    v.assistant_surgery,
    v.co_surgery,
    v.global_days,
    v.pre_op,
    v.intra_op,
    v.post_op,
    v.pctc,
    coalesce(nullif(v.endoscopic_base, ''), b.hcpcs) as family,
    p.work_rvu,
    p.nonfacility_pe_rvu,
    p.facility_pe_rvu,
    p.mp_rvu,
    p.cap_work_rvu,
    p.cap_nonfacility_pe,
    p.cap_facility_pe,
    p.cap_mp,
    t.work_rvu as technical_work_rvu,
    t.nonfacility_pe_rvu as technical_nonfacility_pe,
    t.facility_pe_rvu as technical_facility_pe,
    t.mp_rvu as technical_mp_rvu,
    t.cap_work_rvu as technical_cap_work_rvu,
    t.cap_nonfacility_pe as technical_cap_nonfacility_pe,
    t.cap_facility_pe as technical_cap_facility_pe,
    t.cap_mp as technical_cap_mp,
    c.work_rvu as professional_work_rvu,
    c.nonfacility_pe_rvu as professional_nonfacility_pe,
    c.facility_pe_rvu as professional_facility_pe,
    c.mp_rvu as professional_mp_rvu,
    e.work_rvu as base_work_rvu,
    e.nonfacility_pe_rvu as base_nonfacility_pe,
    e.facility_pe_rvu as base_facility_pe,
    e.mp_rvu as base_mp_rvu
from rows_of as p
inner join pfs_rvu as v on p.release = v.release and p.hcpcs = v.hcpcs and p.modifier = v.modifier
left join bases as b on p.release = b.release and p.hcpcs = b.hcpcs
left join rows_of as t on p.release = t.release and p.hcpcs = t.hcpcs and t.modifier = 'TC'
left join rows_of as c on p.release = c.release and p.hcpcs = c.hcpcs and c.modifier = '26'
left join rows_of as e
    on p.release = e.release and coalesce(nullif(v.endoscopic_base, ''), b.hcpcs) = e.hcpcs and e.modifier = ''
order by p.hcpcs, p.modifier, p.release
