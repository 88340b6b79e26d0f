-- Lines of a hospital outpatient claim that a grouper (IOCE) has been through, with what Medicare pays.
-- args: lines
-- grain: one row per hospital line that can be read
-- schema: internal
-- source: CMS's OPPS pricer (its source was read): the rate of the APC on the claim's first day, its reductions in
--   order, each rounded; the wage index on 60 percent; units and the discount of IOCE's formula, cut to eight digits.
--   payment_method_flag: 7, 8 off campus (PN), A a clinic visit off campus (PO). payment_adjustment_flag: 4 no
--   deductible; 9 neither deductible nor coinsurance; 14 CT, 21 FX, 22 FY; 25 a colorectal screening that
--   turned into a treatment. Medicare's share of a line is cut by the copayment; the deductible goes to the line of
--   the lowest share first. Outliers, devices, blood deductibles and rural emergency hospitals are not priced.
-- depends: apc_payments, inpatient_deductibles, hospital_year_factors, colorectal_coinsurance, ratio
with read_lines as (
    select
        l.*,
        min(l.day) over (partition by l.claim_id) as claim_day,
        try_cast(nullif(trim(l.wage_index_text), '') as decimal(7, 4)) as index_given,
        max(l.deductible_remaining) over (partition by l.claim_id) as claim_deductible,
        case
            when l.discount_formula is null then 1
            else try_cast(l.discount_formula as integer)
        end as formula
    from query_table(lines) as l
    where l.setting = 'hospital' and l.refusal is null
),

lined as (
    select
        l.*,
        a.release as opps_release,
        a.payment_rate as rate,
        a.copayment,
        a.apc_order,
        d.inpatient_deductible,
        y.not_reported_share,
        t.medicare_share as turned_share,
        coalesce(l.payment_method_flag in ('7', '8'), false) as is_off_campus,
        l.status_indicator = 'S' and (l.apc between '1491' and '1537' or l.apc between '1575' and '1585'
        or l.apc between '1901' and '1908')
        or l.status_indicator = 'T' and (l.apc between '1539' and '1574' or l.apc between '1589' and '1599'
        or l.apc between '1901' and '1908') as is_new_technology,
        case l.formula
            when 1 then 100000000
            when 2 then (l.units::bigint + 1) * 50000000 // l.units::bigint
            when 3 then 50000000 // l.units::bigint
            when 4 then 150000000 // l.units::bigint
            when 5 then 50000000
            when 8 then 200000000
            when 9 then 100000000 // l.units::bigint
        end::bigint * 0.00000001::decimal(10, 8) as discount
    from read_lines as l
    left join internal.apc_payments as a
        on l.apc = a.apc and l.claim_day between a.effective_from and a.effective_through
    left join inpatient_deductibles as d on year(l.claim_day) = d.payment_year
    left join hospital_year_factors as y on year(l.claim_day) = y.payment_year
    left join colorectal_coinsurance as t on year(l.claim_day) between t.first_year and t.last_year
),

reasoned as (
    select
        *,
        case
            when apc is null or status_indicator is null
                then 'the claim was not grouped: give apc and status_indicator (IOCE), packaging is not decided here'
            when status_indicator not in ('J1', 'J2', 'S', 'T', 'V', 'Q1', 'Q2', 'Q3', 'R', 'U', 'P')
                then 'status indicator ' || status_indicator || ': not an APC payment of the claim'
            when status_indicator = 'P' then 'partial hospitalization is not priced here'
            when rate is null then 'no rate of APC ' || apc || ' on the claim''s first day is loaded'
            when discount is null then 'discount_formula is not one of IOCE''s'
            when status_indicator not in ('R', 'U') and index_given is null
                then 'no wage_index of the hospital'
            when index_given < 0.2 or index_given > 3 then 'wage_index is not one that CMS has'
            when inpatient_deductible is null then 'the inpatient deductible of the year is not known'
            when quality_not_reported and not is_off_campus and not_reported_share is null
                then 'what a hospital without quality reports is paid in that year is not known'
        end as reason
    from lined
),

off_campus as (
    select
        *,
        case
            when copayment = 0 then 1
            when copayment = round(0.2 * rate, 2) then 0.8
            else round(1 - ratio(copayment, rate), 6)
        end::decimal(9, 6) as own_share,
        case
            when copayment = 0 then 1
            when copayment = round(0.2 * rate, 2) then 0.8
            else 1 - ratio(copayment, rate)
        end as deductible_order,
        case
            when payment_method_flag = 'A' and not (is_rural_sch and claim_day >= '2023-01-01') then round(0.4 * rate, 2)
            when payment_method_flag = '8' then round(0.4 * rate, 2)
            else rate
        end::decimal(14, 2) as rate_1
    from reasoned
),

filmed as (
    select
        *,
        case payment_adjustment_flag
            when '14' then round(0.85 * rate_1, 2)
            when '21' then round(0.8 * rate_1, 2)
            when '22' then round(case when year(claim_day) <= 2022 then 0.93 else 0.9 end * rate_1, 2)
            else rate_1
        end::decimal(14, 2) as rate_2
    from off_campus
),

reported as (
    select
        *,
        case
            when quality_not_reported and not is_off_campus and not is_new_technology
                and status_indicator <> 'R' then round(not_reported_share * rate_2, 2)
            else rate_2
        end::decimal(14, 2) as rate_3
    from filmed
),

rural as (
    select
        *,
        case
            when is_rural_sch and not is_off_campus and status_indicator not in ('R') then round(1.071 * rate_3, 2)
            else rate_3
        end::decimal(14, 2) as rate_4,
        case
            when payment_adjustment_flag = '9' then 1
            when is_off_campus then 0.8
            else own_share
        end::decimal(9, 6) as medicare_share
    from reported
),

paid as (
    select
        *,
        round(
            case
                when status_indicator in ('R', 'U') then rate_4
                else 0.6 * rate_4::decimal(20, 2) * index_given + 0.4 * rate_4
            end::decimal(23, 7) * units::decimal(5, 0) * discount, 2
        )::decimal(14, 2) as payment
    from rural
),

ordered as (
    select
        *,
        case
            when reason is not null or coalesce(payment_adjustment_flag in ('4', '9', '25'), false) then 0
            else payment
        end as deductible_base
    from paid
),

running as (
    select
        *,
        coalesce(sum(deductible_base) over (
            partition by claim_id
            order by deductible_order, apc_order, try_cast(claim_line_number as integer), line_row
            rows between unbounded preceding and 1 preceding
        ), 0) as before_it
    from ordered
),

owed as (
    select
        *,
        case
            when deductible_base = 0 or coalesce(claim_deductible, 0) <= before_it then 0
            when claim_deductible - before_it < deductible_base then claim_deductible - before_it
            else deductible_base
        end::decimal(14, 2) as deductible
    from running
),

shared as (
    select
        *,
        round((payment - deductible)::decimal(20, 2) * medicare_share, 2)::decimal(14, 2) as medicare_uncapped,
        round(inpatient_deductible::decimal(20, 2) * units::decimal(5, 0) * discount, 2)::decimal(14, 2) as most_patient
    from owed
),

capped as (
    select
        *,
        case
            when not is_off_campus and payment - deductible - medicare_uncapped > most_patient then most_patient
            else payment - deductible - medicare_uncapped
        end::decimal(14, 2) as coinsurance_uncut
    from shared
),

cut as (
    select
        *,
        case
            when payment_adjustment_flag = '25' and payment > 0
                and round(ratio(coinsurance_uncut, payment), 2) > 1 - turned_share
                then coinsurance_uncut - round(coinsurance_uncut - (1 - turned_share) * payment::decimal(20, 2), 2)
            else coinsurance_uncut
        end::decimal(14, 2) as coinsurance
    from capped
)

select
    line_row,
    opps_release as release,
    case when reason is null then payment end as allowed,
    null::decimal(14, 2) as limiting_charge,
    reason,
    case when reason is null then list_concat(
        [{'rule': 'rate of APC ' || apc, 'factor': null::decimal(14, 8), 'amount': rate::decimal(18, 6)}],
        case when rate_1 <> rate then [{'rule': 'off campus', 'factor': 0.4::decimal(14, 8), 'amount': rate_1::decimal(18, 6)}] else [] end,
        case when rate_2 <> rate_1 then [{'rule': 'older equipment', 'factor': null::decimal(14, 8), 'amount': rate_2::decimal(18, 6)}] else [] end,
        case when rate_3 <> rate_2 then [{'rule': 'no quality report', 'factor': not_reported_share::decimal(14, 8), 'amount': rate_3::decimal(18, 6)}] else [] end,
        case when rate_4 <> rate_3 then [{'rule': 'rural sole community hospital', 'factor': 1.071::decimal(14, 8), 'amount': rate_4::decimal(18, 6)}] else [] end,
        [{'rule': 'wage index, units and discount', 'factor': null::decimal(14, 8), 'amount': payment::decimal(18, 6)}]
    ) end as steps,
    []::varchar[] as flags,
    'OPPS' as schedule,
    case when status_indicator in ('R', 'U') then 'the same everywhere' else 'wage index ' || index_given || ', as given' end
        as basis,
    case when reason is null then payment - deductible - coinsurance end::decimal(14, 2) as medicare,
    case when reason is null then deductible + coinsurance end::decimal(14, 2) as patient,
    case when reason is null then deductible end as deductible
from cut
