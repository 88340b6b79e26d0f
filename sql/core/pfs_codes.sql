-- Everything in a PFS amount except the locality: RVUs, conversion factor, cap, and whether it is payable.
-- grain: one row per release, hcpcs, modifier and qp
-- key: release, hcpcs, modifier, qp
-- schema: internal
-- source: RVU25D.pdf Attachment A (status codes); SSA 1848(b)(4) (cap): 0.00 in all three OPPS
--   columns is "no cap"; payable: status A, R and T with RVUs. cap_work_rvu: CMS takes the
--   26 row's work for a carrier-priced global code (OPPSCAP; 3,706 of 3,706 rows of RVU25D).
-- depends: pfs_rvu, conversion_factors, pfs_status_codes, other_schedules
with professional_work as (
    select release, hcpcs, work_rvu from pfs_rvu where modifier = '26'
)

select
    v.release,
    v.hcpcs,
    v.modifier,
    f.qp,
    v.status_code,
    v.pctc,
    v.nonfacility_na = 'NA' as nonfacility_is_na,
    v.facility_na = 'NA' as facility_is_na,
    v.work_rvu,
    v.nonfacility_pe_rvu,
    v.facility_pe_rvu,
    v.mp_rvu,
    case
        when v.status_code = 'C' and v.modifier = '' then coalesce(w.work_rvu, v.work_rvu)
        else v.work_rvu
    end as cap_work_rvu,
    case
        when v.opps_nonfacility_pe <> 0 or v.opps_facility_pe <> 0 or v.opps_mp <> 0
            then v.opps_nonfacility_pe
    end as cap_nonfacility_pe,
    case
        when v.opps_nonfacility_pe <> 0 or v.opps_facility_pe <> 0 or v.opps_mp <> 0
            then v.opps_facility_pe
    end as cap_facility_pe,
    case
        when v.opps_nonfacility_pe <> 0 or v.opps_facility_pe <> 0 or v.opps_mp <> 0
            then v.opps_mp
    end as cap_mp,
    f.conversion_factor,
    coalesce(s.payable, false) and (
        v.work_rvu + v.nonfacility_pe_rvu + v.mp_rvu <> 0
        or v.work_rvu + v.facility_pe_rvu + v.mp_rvu <> 0
    ) as payable,
    coalesce(
        case
            when v.status_code in ('X', 'E')
                then 'not on the physician fee schedule: codes of this kind are paid under the '
                || o.title
        end,
        s.reason, 'unknown status code ' || v.status_code
        || ': see Attachment A of the release''s PDF'
    ) as reason_if_not_payable,
    coalesce(s.professional, 'unknown') as professional_if_not_payable,
    case
        when v.status_code = 'T' then 'paid only if nothing else is payable that day'
        when v.global_days = 'ZZZ' then 'add-on code: paid only with its primary service'
    end as caveat,
    v.effective_from,
    v.effective_through,
    v.source_file,
    v.source_row
from pfs_rvu as v
inner join conversion_factors as f on v.release = f.release
left join pfs_status_codes as s on v.status_code = s.status_code
left join professional_work as w on v.release = w.release and v.hcpcs = w.hcpcs
left join internal.other_schedules as o on v.hcpcs = o.hcpcs
order by v.hcpcs, v.modifier, v.effective_from, f.qp
