-- Lines of hospital outpatient claims with what Medicare pays: after the grouper, whoever was it.
-- args: lines
-- grain: one row per hospital line that can be read
-- schema: internal
-- source: CMS's OPPS pricer (its source was read): the rate of the APC on the claim's first day, its reductions in
--   order, each rounded; the wage index on 60 percent; units and the discount of IOCE's formula, cut to eight digits.
--   Drugs: the rate of a unit in tenths of a cent times the units, the same everywhere. Laboratory tests: their fee
--   schedule. Medicare's share of a line is cut by the copayment; the deductible goes to the line of the lowest
--   share first. A rural emergency hospital (42 CFR 419.92) gets 5 percent more, which the deductible may take and the
--   coinsurance, 20 percent of the rest, does not; PN and PO take nothing from it. Outliers, devices and blood
--   deductibles are not priced.
-- depends: claim_hospital_lines, ratio, terms_amount
with reasoned as (
    select
        *,
        is_rural_emergency and not (is_drug or is_laboratory) as pays_emergency
    from internal.claim_hospital_lines(lines)
),

off_campus as (
    select
        *,
        case
            when rate = 0 or is_laboratory then 1
            when is_drug then item_share
            when copayment = 0 then 1
            when copayment = round(0.2 * rate, 2) then 0.8
            else round(1 - ratio(copayment, rate), 6)
        end::decimal(9, 6) as own_share,
        case
            when rate = 0 or is_laboratory then 1
            when is_drug then item_share
            when copayment = 0 then 1
            when copayment = round(0.2 * rate, 2) then 0.8
            else 1 - ratio(copayment, rate)
        end as deductible_order,
        case
            when payment_method_flag = 'A' and not is_rural_emergency
                and not (coalesce(is_rural_sch, false) and claim_day >= '2023-01-01') then round(0.4 * rate, 2)
            when payment_method_flag = '8' and is_off_campus then round(0.4 * rate, 2)
            else rate
        end::decimal(14, 3) as rate_1
    from reasoned
),

filmed as (
    select
        *,
        case film_flag
            when '14' then round(0.85 * rate_1, 2)
            when '21' then round(0.8 * rate_1, 2)
            when '22' then round(case when year(claim_day) <= 2022 then 0.93 else 0.9 end * rate_1, 2)
            else rate_1
        end::decimal(14, 3) as rate_2
    from off_campus
),

reported as (
    select
        *,
        case
            when quality_not_reported and not is_off_campus and not is_new_technology
                and not (is_drug or is_laboratory) then round(not_reported_share * rate_2, 2)
            else rate_2
        end::decimal(14, 3) as rate_3
    from filmed
),

rural as (
    select
        *,
        case
            when is_rural_raised and not is_off_campus
                and not (is_drug or is_laboratory) then round(1.071 * rate_3, 2)
            else rate_3
        end::decimal(14, 3) as rate_4,
        case
            when share_flag = '9' then 1
            when is_off_campus or pays_emergency then 0.8
            else own_share
        end::decimal(9, 6) as medicare_share
    from reported
),

paid as (
    select
        *,
        case when rate = 0 then 0 else round(
            case
                when is_same_everywhere then rate_4
                else terms_amount(1::decimal(1, 0), 0.6 * rate_4::decimal(20, 2), wage_index, 0.4 * rate_4, 1, 0, 0)
            end::decimal(23, 7) * units::decimal(5, 0) * discount, 2
        ) end::decimal(14, 2) as payment
    from rural
),

more as (
    select
        *,
        case when pays_emergency then round(0.05 * payment, 2) else 0 end::decimal(14, 2) as rural_emergency
    from paid
),

ordered as (
    select
        *,
        case
            when reason is not null or coalesce(share_flag in ('4', '9', '25') or is_laboratory, false) then 0
            else payment + rural_emergency
        end as deductible_base
    from more
),

-- Only claims of patients who owe a deductible.
running as (
    select
        line_row,
        coalesce(sum(deductible_base) over (
            partition by claim_id
            order by deductible_order, apc_order, try_cast(claim_line_number as integer), line_row
            rows between unbounded preceding and 1 preceding
        ), 0) as before_it
    from ordered
    where claim_deductible > 0
),

owed as (
    select
        o.*,
        case
            when r.line_row is null or o.deductible_base = 0 or o.claim_deductible <= r.before_it then 0
            when o.claim_deductible - r.before_it < o.deductible_base then o.claim_deductible - r.before_it
            else o.deductible_base
        end::decimal(14, 2) as deductible
    from ordered as o
    left join running as r on o.line_row = r.line_row
),

owing as (
    select
        *,
        case when deductible > payment then 0 else payment - deductible end::decimal(20, 2) as shared_payment
    from owed
),

shared as (
    select
        *,
        round(shared_payment * medicare_share, 2)::decimal(14, 2) as medicare_uncapped,
        round(
            inpatient_deductible::decimal(20, 2) * case when is_drug then 1 else units::decimal(5, 0) * discount end, 2
        )::decimal(14, 2) as most_patient
    from owing
),

capped as (
    select
        *,
        case
            when not is_off_campus and shared_payment - medicare_uncapped > most_patient then most_patient
            else shared_payment - medicare_uncapped
        end::decimal(14, 2) as coinsurance_uncut
    from shared
),

cut as (
    select
        *,
        case
            when share_flag = '25' and payment > 0
                and round(ratio(coinsurance_uncut, payment), 2) > 1 - turned_share
                then coinsurance_uncut - round(coinsurance_uncut - (1 - turned_share) * payment::decimal(20, 2), 2)
            else coinsurance_uncut
        end::decimal(14, 2) as coinsurance
    from capped
)

select
    line_row,
    opps_release as release,
    case when reason is null then payment + rural_emergency end::decimal(14, 2) as allowed,
    null::decimal(14, 2) as limiting_charge,
    reason,
    case
        when reason is not null then null
        when packaged_by is not null or status_indicator = 'N'
            then [{'rule': 'packaged into ' || coalesce(packaged_by, 'the services that it goes with'), 'factor': null::decimal(14, 8), 'amount': 0::decimal(20, 6)}]
        else list_concat(
            [{'rule': case
                when is_laboratory then 'laboratory fee schedule'
                when is_drug then 'rate of a unit'
                else 'rate of APC ' || apc
            end, 'factor': null::decimal(14, 8), 'amount': rate::decimal(20, 6)}],
            case when rate_1 <> rate then [{'rule': 'off campus', 'factor': 0.4::decimal(14, 8), 'amount': rate_1::decimal(20, 6)}] else [] end,
            case when rate_2 <> rate_1 then [{'rule': 'older equipment', 'factor': null::decimal(14, 8), 'amount': rate_2::decimal(20, 6)}] else [] end,
            case when rate_3 <> rate_2 then [{'rule': 'no quality report', 'factor': not_reported_share::decimal(14, 8), 'amount': rate_3::decimal(20, 6)}] else [] end,
            case when rate_4 <> rate_3 then [{'rule': 'rural sole community hospital', 'factor': 1.071::decimal(14, 8), 'amount': rate_4::decimal(20, 6)}] else [] end,
            [{'rule': case when is_same_everywhere then 'units' else 'wage index' end
                || case when is_same_everywhere then '' when units = 1 then '' else ', units' end
                || case when discount = 1 then '' else ', discount ' || discount::decimal(10, 4) end,
            'factor': case when is_same_everywhere then units::decimal(14, 8) else wage_index::decimal(14, 8) end,
            'amount': payment::decimal(20, 6)}],
            case when rural_emergency > 0
                then [{'rule': 'rural emergency hospital, 5 percent more', 'factor': 1.05::decimal(14, 8), 'amount': (payment + rural_emergency)::decimal(20, 6)}]
                else [] end
        )
    end as steps,
    list_concat(
        grouping_flags,
        case when reason is null and is_estimate and not is_same_everywhere then ['wage index: estimate'] else [] end,
        case when reason is null and status_indicator = 'S1' then ['S1: no source settles whether its rate follows the wage index'] else [] end,
        case
            when reason is null and is_drug and item_share = 1 and deductible > 0
                then ['no copayment, but what is left of the deductible: whether Medicare waives it is not settled']
            else []
        end,
        case
            when reason is null and is_drug and item_share is null and coalesce(share_flag, '') <> '9'
                then [coalesce(item_share_reason, 'the patient''s share of the drug is not known')]
            else []
        end
    ) as flags,
    case when is_laboratory then 'CLFS' else 'OPPS' end as schedule,
    case
        when status_indicator = 'S1' then 'national'
        when is_same_everywhere then 'the same everywhere'
        else index_basis
    end as basis,
    case when reason is null then payment + rural_emergency - deductible - coinsurance end::decimal(14, 2) as medicare,
    case when reason is null then deductible + coinsurance end::decimal(14, 2) as patient,
    case when reason is null then deductible end as deductible
from cut
