-- Professional lines with the fees that their rules need: of the row itself, its parts, its base.
-- args: lines
-- grain: one row per professional line that can be read
-- schema: internal
-- source: 42 CFR 414.20, 414.22(b)(5) (facility rates by place of service); 26, TC and 53 choose the row of
--   PPRRVU. Every fee is in cents, as CMS publishes them, before the OPPS cap; cap_fee is the OPPS amount
--   (SSA 1848(b)(4)). A facility's therapy (status indicator A) is paid at the office's rates.
-- depends: pfs_codes, locality_indices, terms_amount
with ours as (
    select
        l.*,
        case
            when list_contains(l.modifiers, '26') then '26'
            when list_contains(l.modifiers, 'TC') then 'TC'
            when list_contains(l.modifiers, '53') and f.hcpcs is not null then '53'
            else ''
        end as row_modifier
    from query_table(lines) as l
    left join (select release, hcpcs from pfs_rvu where modifier = '53') as f
        on l.pfs_release = f.release and l.hcpcs = f.hcpcs
    where l.setting = 'professional' and l.refusal is null
),

bases as (
    select distinct release, endoscopic_base as hcpcs
    from pfs_rvu
    where endoscopic_base <> ''
),

rowed as (
    select
        l.*,
        v.multiple_procedure,
        v.bilateral_surgery,
        v.assistant_surgery,
        v.co_surgery,
        v.team_surgery,
        v.global_days,
        v.pre_op,
        v.intra_op,
        v.post_op,
        v.pctc,
        case
            when v.endoscopic_base <> '' then v.endoscopic_base
            when b.hcpcs is not null then b.hcpcs
        end as family,
        l.at_facility_rates and not (
            coalesce(l.provider_type, '') = 'hospital' and v.multiple_procedure = '5'
        ) as at_facility,
        v.hcpcs is not null as listed
    from ours as l
    left join pfs_rvu as v
        on l.pfs_release = v.release and l.hcpcs = v.hcpcs and l.row_modifier = v.modifier
    left join bases as b on l.pfs_release = b.release and l.hcpcs = b.hcpcs
),

-- The fees of a row of PPRRVU at a setting; NULL where it is not there.
priced as (
    select
        r.*,
        p.payable,
        p.reason_if_not_payable,
        case when r.at_facility then p.facility_is_na else p.nonfacility_is_na end as is_na,
        g.mac is not null as place_is_known,
        p.nonfacility_pe_rvu as therapy_rank,
        round(terms_amount(
            p.conversion_factor, p.work_rvu, g.work_gpci,
            case when r.at_facility then p.facility_pe_rvu else p.nonfacility_pe_rvu end, g.pe_gpci,
            p.mp_rvu, g.mp_gpci
        ), 2)::decimal(12, 2) as fee,
        round(terms_amount(
            p.conversion_factor, p.cap_work_rvu, g.work_gpci,
            case when r.at_facility then p.cap_facility_pe else p.cap_nonfacility_pe end, g.pe_gpci,
            p.cap_mp, g.mp_gpci
        ), 2)::decimal(12, 2) as cap_fee,
        round(terms_amount(
            p.conversion_factor, p.work_rvu, g.work_gpci, p.nonfacility_pe_rvu * 0.5, g.pe_gpci, p.mp_rvu,
            g.mp_gpci
        ), 2)::decimal(12, 2) as therapy_fee,
        round(terms_amount(
            t.conversion_factor, t.work_rvu, g.work_gpci,
            case when r.at_facility then t.facility_pe_rvu else t.nonfacility_pe_rvu end, g.pe_gpci,
            t.mp_rvu, g.mp_gpci
        ), 2)::decimal(12, 2) as technical_fee,
        round(terms_amount(
            t.conversion_factor, t.cap_work_rvu, g.work_gpci,
            case when r.at_facility then t.cap_facility_pe else t.cap_nonfacility_pe end, g.pe_gpci,
            t.cap_mp, g.mp_gpci
        ), 2)::decimal(12, 2) as technical_cap,
        round(terms_amount(
            c.conversion_factor, c.work_rvu, g.work_gpci,
            case when r.at_facility then c.facility_pe_rvu else c.nonfacility_pe_rvu end, g.pe_gpci,
            c.mp_rvu, g.mp_gpci
        ), 2)::decimal(12, 2) as professional_fee,
        round(terms_amount(
            e.conversion_factor, e.work_rvu, g.work_gpci,
            case when r.at_facility then e.facility_pe_rvu else e.nonfacility_pe_rvu end, g.pe_gpci,
            e.mp_rvu, g.mp_gpci
        ), 2)::decimal(12, 2) as base_fee
    from rowed as r
    left join internal.pfs_codes as p
        on r.pfs_release = p.release and r.hcpcs = p.hcpcs and r.row_modifier = p.modifier and not p.qp
    left join internal.locality_indices as g
        on r.pfs_release = g.release and r.mac = g.mac and r.locality = g.locality
    left join internal.pfs_codes as t
        on r.pfs_release = t.release and r.hcpcs = t.hcpcs and t.modifier = 'TC' and not t.qp
    left join internal.pfs_codes as c
        on r.pfs_release = c.release and r.hcpcs = c.hcpcs and c.modifier = '26' and not c.qp
    left join internal.pfs_codes as e
        on r.pfs_release = e.release and r.family = e.hcpcs and e.modifier = '' and not e.qp
)

select
    * replace (
        -- What a line is that has no two rows: the technical part itself (PC/TC 3), a professional's (2).
        case
            when row_modifier = 'TC' then fee
            when row_modifier = '26' then null
            when pctc = '3' then fee
            else technical_fee
        end as technical_fee,
        case when row_modifier = 'TC' or pctc = '3' then cap_fee else technical_cap end as technical_cap,
        case
            when row_modifier = '26' then fee
            when row_modifier = 'TC' then null
            when pctc = '2' then fee
            else professional_fee
        end as professional_fee
    ),
    case
        when not listed and row_modifier <> ''
            then 'the code has no row for modifier ' || row_modifier
        when not listed then 'the code is not in the physician fee schedule of that day'
        when not place_is_known then 'the locality is not one of that day'
        when not payable then reason_if_not_payable
        when is_na and not list_contains(modifiers, '55')
            then 'rarely or never performed ' || case when at_facility then 'in a facility' else 'in an office' end
                || ' (NA)'
    end as fee_reason
from priced
