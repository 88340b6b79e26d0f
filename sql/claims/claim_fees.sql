-- Professional lines with the fees that their rules need: of the row itself, its parts, its base.
-- args: lines
-- grain: one row per professional line that can be read
-- schema: internal
-- source: 42 CFR 414.20, 414.22(b)(5) (facility rates by place of service); 26, TC and 53 choose the row of
--   PPRRVU. Every fee is in cents, as CMS publishes them, before the OPPS cap; cap_fee is the OPPS amount
--   (SSA 1848(b)(4)). A facility's therapy (status indicator A) is paid at the office's rates.
--   fee_reason: why the line is not paid whatever stands beside it: such a line ranks with no other.
-- depends: claim_codes, claim_modifiers, locality_indices, terms_amount
-- Only what the fee and its rules need: a column that is carried along costs as much as a join.
with ours as (
    select
        l.line_row, l.claim_line_number, l.scope, l.npi, l.day, l.hcpcs, l.modifiers, l.units, l.charge, l.person_id,
        l.pfs_release, l.pfs_kind, l.mac, l.locality, l.at_facility_rates, l.provider_type, l.provider_share,
        l.not_participating, l.post_op_days,
        -- Of two modifiers of a kind one counts: two surgeons before an assistant.
        case
            when l.pfs_kind is not null or not list_has_any(l.modifiers, ['62', 'AS', '80', '81', '82']) then null
            when list_contains(l.modifiers, '62') then '62'
            when list_contains(l.modifiers, 'AS') then 'AS'
            when list_contains(l.modifiers, '80') then '80'
            when list_contains(l.modifiers, '81') then '81'
            else '82'
        end as helping,
        case
            when l.pfs_kind is not null then case when l.pfs_kind = 'mammography' then 'TC' else '' end
            when list_contains(l.modifiers, '26') then '26'
            when list_contains(l.modifiers, 'TC') then 'TC'
            when list_contains(l.modifiers, '53') and f.hcpcs is not null then '53'
            else ''
        end as row_modifier
    from query_table(lines) as l
    left join (select release, hcpcs from internal.claim_codes where modifier = '53') as f
        on l.pfs_release = f.release and l.hcpcs = f.hcpcs
    where (l.setting = 'professional' or l.pfs_kind is not null) and l.refusal is null
),

rowed as (
    select
        l.*,
        p.* exclude (release, hcpcs, modifier),
        p.hcpcs is not null as listed,
        m.modifier as helper_refused,
        coalesce(l.at_facility_rates, false) and l.pfs_kind is null and not (
            coalesce(l.provider_type, '') = 'hospital' and p.multiple_procedure = '5'
        ) as at_facility,
        g.mac is not null as place_is_known,
        g.work_gpci,
        g.pe_gpci,
        g.mp_gpci
    from ours as l
    left join internal.claim_codes as p
        on l.pfs_release = p.release and l.hcpcs = p.hcpcs and l.row_modifier = p.modifier
    left join claim_modifiers as m
        on l.helping = m.modifier and case
            when m.indicator_column = 'co_surgery' then p.co_surgery else p.assistant_surgery
        end not in (m.allowed, m.with_documents)
    left join internal.locality_indices as g
        on l.pfs_release = g.release and l.mac = g.mac and l.locality = g.locality
),

-- The fees of a row of PPRRVU at a setting; NULL where it is not there.
priced as (
    select
        *,
        case when at_facility then facility_is_na else nonfacility_is_na end as is_na,
        nonfacility_pe_rvu as therapy_rank,
        round(terms_amount(
            conversion_factor, work_rvu, work_gpci,
            case when at_facility then facility_pe_rvu else nonfacility_pe_rvu end, pe_gpci, mp_rvu, mp_gpci
        ), 2)::decimal(12, 2) as fee,
        round(terms_amount(
            conversion_factor, cap_work_rvu, work_gpci,
            case when at_facility then cap_facility_pe else cap_nonfacility_pe end, pe_gpci, cap_mp, mp_gpci
        ), 2)::decimal(12, 2) as cap_fee,
        round(terms_amount(
            conversion_factor, work_rvu, work_gpci, nonfacility_pe_rvu * 0.5, pe_gpci, mp_rvu, mp_gpci
        ), 2)::decimal(12, 2) as therapy_fee,
        round(terms_amount(
            conversion_factor, technical_work_rvu, work_gpci,
            case when at_facility then technical_facility_pe else technical_nonfacility_pe end, pe_gpci, technical_mp_rvu, mp_gpci
        ), 2)::decimal(12, 2) as technical_fee,
        round(terms_amount(
            conversion_factor, technical_cap_work_rvu, work_gpci,
            case when at_facility then technical_cap_facility_pe else technical_cap_nonfacility_pe end, pe_gpci, technical_cap_mp, mp_gpci
        ), 2)::decimal(12, 2) as technical_cap,
        round(terms_amount(
            conversion_factor, professional_work_rvu, work_gpci,
            case when at_facility then professional_facility_pe else professional_nonfacility_pe end, pe_gpci, professional_mp_rvu, mp_gpci
        ), 2)::decimal(12, 2) as professional_fee,
        round(terms_amount(
            conversion_factor, base_work_rvu, work_gpci,
            case when at_facility then base_facility_pe else base_nonfacility_pe end, pe_gpci, base_mp_rvu, mp_gpci
        ), 2)::decimal(12, 2) as base_fee
    from rowed
)

select
    * exclude (
        work_rvu, nonfacility_pe_rvu, facility_pe_rvu, mp_rvu, cap_work_rvu, cap_nonfacility_pe, cap_facility_pe,
        cap_mp, technical_work_rvu, technical_nonfacility_pe, technical_facility_pe, technical_mp_rvu,
        technical_cap_work_rvu, technical_cap_nonfacility_pe, technical_cap_facility_pe, technical_cap_mp,
        professional_work_rvu, professional_nonfacility_pe, professional_facility_pe, professional_mp_rvu,
        base_work_rvu, base_nonfacility_pe, base_facility_pe, base_mp_rvu, work_gpci, pe_gpci, mp_gpci,
        conversion_factor, helper_refused
    )
    replace (
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
        when helper_refused is not null
            then helper_refused || ': not payable with this code (indicator '
            || case when helper_refused = '62' then co_surgery else assistant_surgery end || ')'
        when pfs_kind is null and list_has_any(modifiers, ['54', '55', '78'])
            and not (list_contains(modifiers, '78') and global_days = '000')
            and (global_days not in ('010', '090') or coalesce(pre_op + intra_op + post_op, 0) = 0)
            then 'PPRRVU gives the code no parts of a global period'
    end as fee_reason
from priced
