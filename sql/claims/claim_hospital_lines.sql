-- Lines of hospital outpatient claims with all that prices them: indicator, APC, rate, units, discount, wage index.
-- args: lines
-- grain: one row per hospital line that can be read
-- schema: internal
-- source: the grouper's fields where a claim has them, else claim_grouping. payment_method_flag: 7, 8 off campus (PN),
--   A off campus (PO): a clinic visit, and from 2026 drug administration (90 FR 53448). film_flag: 14 CT, 21 film
--   (FX), 22 computed radiography (FY), 11 units made one. share_flag: 4 no deductible, 9 neither deductible nor coinsurance (preventive), 25 a screening that turned into a treatment (PT).
--   is_rural_raised: a sole community hospital, not on a bill of type 14x. reason: why there is no amount.
-- depends: is_new_technology, claim_grouping, claim_wages, claim_services, item_rates, apc_payments, claim_days, inpatient_deductibles, hospital_year_factors, colorectal_coinsurance
with ours as (
    select
        line_row, claim_id, claim_line_number, bill_type_code, day, hcpcs, modifiers, units, apc, status_indicator, discount_formula,
        payment_method_flag, payment_adjustment_flag, provider_type, quality_not_reported, is_rural_sch,
        deductible_remaining
    from query_table(lines)
    where setting = 'hospital' and refusal is null and pfs_kind is null
),

claims as (
    select
        claim_id,
        min(day) as claim_day,
        max(deductible_remaining) as claim_deductible
    from ours
    group by claim_id
),

read_lines as (
    select
        l.line_row, l.claim_id, l.claim_line_number, l.day, l.hcpcs, l.modifiers, l.quality_not_reported, l.is_rural_sch,
        l.is_rural_sch and not coalesce(ltrim(l.bill_type_code, '0') like '14%', false) as is_rural_raised,
        g.line_row is not null as grouped_here,
        g.grouping_reason,
        g.packaged_by,
        coalesce(g.grouping_flags, []) as grouping_flags,
        case when g.line_row is null then l.apc else g.final_apc end as apc,
        case when g.line_row is null then l.status_indicator else g.final_indicator end as status_indicator,
        case when g.line_row is null then l.units else g.final_units end as units,
        case
            when g.line_row is not null then g.final_formula
            when l.discount_formula is null then 1
            else try_cast(l.discount_formula as integer)
        end as formula,
        case
            when g.line_row is null then l.payment_method_flag
            when list_contains(l.modifiers, 'PN') and g.final_indicator in ('J1', 'J2', 'S', 'T', 'V')
                then case when g.is_preventive and l.hcpcs <> 'G0463' then '7' else '8' end
            when list_contains(l.modifiers, 'PN') and g.final_indicator in ('R', 'S1', 'U') then '7'
            when list_contains(l.modifiers, 'PO') and (
                l.hcpcs = 'G0463' or l.day >= '2026-01-01' and g.final_apc between '5691' and '5694'
            ) then 'A'
        end as payment_method_flag,
        case
            when g.line_row is null then l.payment_adjustment_flag
            when g.final_indicator <> 'S' then null
            when list_contains(l.modifiers, 'CT') then '14'
            when list_contains(l.modifiers, 'FX') then '21'
            when list_contains(l.modifiers, 'FY') then '22'
        end as film_flag,
        case
            when g.line_row is null then l.payment_adjustment_flag
            when g.is_preventive then '9'
            when list_contains(l.modifiers, 'PT') then '25'
        end as share_flag,
        c.claim_day,
        c.claim_deductible,
        coalesce(l.provider_type = 'reh', false) as is_rural_emergency,
        w.* exclude (line_row)
    from ours as l
    inner join claims as c on l.claim_id = c.claim_id
    left join internal.claim_grouping(lines) as g on l.line_row = g.line_row
    left join internal.claim_wages(lines) as w on l.line_row = w.line_row
),

coded as (
    select
        l.*,
        s.unit_rate,
        s.item_share,
        s.item_share_reason,
        l.status_indicator in ('J1', 'J2', 'S', 'S1', 'T', 'V', 'Q1', 'Q2', 'Q3', 'R', 'U', 'P') as is_paid_by_apc,
        coalesce(l.status_indicator in ('G', 'K', 'K1'), false) as is_drug,
        coalesce(l.status_indicator in ('A', 'Q4') and s.paid_by = 'CLFS', false) as is_laboratory,
        case when l.status_indicator in ('A', 'Q4') and s.paid_by = 'CLFS' then i.release end as laboratory_release,
        i.amount as laboratory_amount,
        i.reason as laboratory_reason
    from read_lines as l
    left join internal.claim_days as d
        on d.schedule = 'OPPS' and l.day = d.day
    left join internal.claim_services as s on d.release = s.release and l.hcpcs = s.hcpcs
    left join internal.claim_days as c
        on c.schedule = 'CLFS' and l.day = c.day
    left join internal.item_rates as i on c.release = i.release and l.hcpcs = i.hcpcs
),

lined as (
    select
        l.*,
        case when l.is_laboratory then l.laboratory_release else coalesce(a.release, d.release) end as opps_release,
        case
            when l.packaged_by is not null or l.status_indicator = 'N' then 0
            when l.is_laboratory then l.laboratory_amount
            when l.is_drug then l.unit_rate
            else a.payment_rate
        end::decimal(14, 3) as rate,
        a.copayment,
        a.apc_order,
        p.inpatient_deductible,
        y.not_reported_share,
        t.medicare_share as turned_share,
        l.status_indicator in ('G', 'K', 'K1', 'R', 'S1', 'U', 'N') or l.is_laboratory or l.packaged_by is not null
            as is_same_everywhere,
        coalesce(l.payment_method_flag in ('7', '8') and not l.is_rural_emergency, false) as is_off_campus,
        internal.is_new_technology(l.status_indicator, l.apc) as is_new_technology,
        case l.formula
            when 1 then 100000000
            when 2 then (l.units::bigint + 1) * 50000000 // l.units::bigint
            when 3 then 50000000 // l.units::bigint
            when 4 then 150000000 // l.units::bigint
            when 5 then 50000000
            when 8 then 200000000
            when 9 then 100000000 // l.units::bigint
        end::bigint * 0.00000001::decimal(10, 8) as discount
    from coded as l
    left join internal.claim_days as d
        on d.schedule = 'OPPS' and l.day = d.day
    left join internal.apc_payments as a
        on l.apc = a.apc and l.claim_day between a.effective_from and a.effective_through
    left join inpatient_deductibles as p on year(l.claim_day) = p.payment_year
    left join hospital_year_factors as y on year(l.claim_day) = y.payment_year
    left join colorectal_coinsurance as t on year(l.claim_day) between t.first_year and t.last_year
)

select
    *,
    case
        when grouping_reason is not null then grouping_reason
        when index_reason is not null and regexp_matches(index_reason, 'not paid under OPPS') then index_reason
        when payment_method_flag not in ('0', '7', '8', 'A')
            then 'payment_method_flag ' || payment_method_flag || ': not priced by OPPS, or not here'
        when share_flag not in ('0', '4', '9', '11', '14', '21', '22', '25')
            then 'payment_adjustment_flag ' || share_flag || ' (devices, drugs, credits) is not priced here'
        when packaged_by is not null or status_indicator = 'N' then null
        when status_indicator is null
            or coalesce(apc, '') = '' and is_paid_by_apc
            then 'a grouper has been through the claim, and not through this line: give apc and status_indicator'
        when is_laboratory and laboratory_release is null then 'no laboratory fee schedule of that day is loaded'
        when is_laboratory and rate is null then coalesce(laboratory_reason, 'the laboratory fee schedule has no amount')
        when not is_laboratory and not is_drug and not is_paid_by_apc
            then 'status indicator ' || status_indicator || ': not an APC payment of the claim'
        when status_indicator = 'P' then 'partial hospitalization is not priced here'
        when is_drug and rate is null then 'no rate of the drug on that day is loaded'
        when rate is null then 'no rate of APC ' || apc || ' on the claim''s first day is loaded'
        when discount is null then 'discount_formula is not one of IOCE''s'
        when not is_same_everywhere and index_reason is not null then index_reason
        when is_rural_emergency and claim_day < '2023-01-01'
            then 'there was no rural emergency hospital before 2023'
        when inpatient_deductible is null then 'the inpatient deductible of the year is not known'
        when quality_not_reported and not is_off_campus and not is_new_technology and not_reported_share is null
            and not (is_drug or is_laboratory)
            then 'what a hospital without quality reports is paid in that year is not known'
    end as reason
from lined
