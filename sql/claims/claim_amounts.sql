-- Professional lines with what Medicare would have allowed, step by step, or why it allows nothing.
-- args: lines
-- grain: one row per professional line that can be read
-- schema: internal
-- source: in this order: the fee, its share beside other lines, both sides, units, the OPPS cap, the kind of
--   practitioner, participation, the part of a global period, assistants and co-surgeons. No source settles
--   where MACs round between the steps; here the product is exact and is rounded once, half up, and a line
--   with two or more shares says so (cents uncertain). A therapy unit is rounded by itself, as CMS publishes it.
-- depends: claim_shares, ratio
with allowed as (
    select
        *,
        case when most_allowed < beside_others then most_allowed else beside_others end
            ::decimal(20, 6) as after_cap,
        case
            when fee_reason is not null then fee_reason
            when pfs_kind is null and list_contains(modifiers, '66') then '66: a team is paid by report'
            when pfs_kind is null and list_contains(modifiers, '56') then '56: 54 includes what is before the operation'
            when list_contains(modifiers, '55') and (post_op_days > period_days or post_op_days < 0)
                then 'post_op_days are not days of the global period'
        end as reason
    from internal.claim_shares(lines)
),

-- Each share is cut to as few digits as it has, and an amount has more than 18: of two decimals of up to 18
-- digits DuckDB keeps 18 of their product, and stops where they are not enough.
shared as (
    select
        *,
        (own_share * nonparticipating_share)::decimal(5, 4) as person_share,
        case
            when list_contains(modifiers, '55') and post_op_days between 0 and period_days and period_share is not null
                then (period_share * ratio(post_op_days, period_days))
            else coalesce(period_share, 1)
        end::decimal(9, 8) as period
    from allowed
),

served as (
    select
        *,
        (period * helper_share)::decimal(12, 11) as service_share
    from shared
),

-- Most lines keep what they have beside the others: nothing is multiplied for them that would be multiplied by one.
usual as (
    select
        *,
        coalesce(
            after_cap = beside_others and own_share = 1 and nonparticipating_share = 1 and not has_period
            and helper is null, false
        ) as is_usual
    from served
),

rounded as (
    select
        *,
        case
            when reason is not null then null
            when is_usual then round(after_cap, 2)
            else round(after_cap * (person_share * service_share)::decimal(16, 15), 2)
        end::decimal(14, 2) as amount,
        case when reason is null and not_participating
            then round(after_cap * (own_share * 1.0925 * service_share)::decimal(18, 17), 2)
        end::decimal(14, 2) as limiting_charge
    from usual
),

-- The steps that many lines have.
stepped as (
    select
        *,
        coalesce(charge < amount, false) as is_lower,
        {'rule': 'fee', 'factor': null::decimal(14, 8), 'amount': fee::decimal(20, 6)} as fee_step,
        case when beside_others <> fee then {
            'rule': case
                when in_family and place_in_family > 1 then 'beside another endoscopy: less the base, then by rank'
                when multiple_procedure = '5' then 'therapy: units after the first at half the practice expense'
                when by_parts then 'parts beside other services of the day, or by older equipment'
                when both_sides <> 1 then 'both sides, units and rank'
                when service_rank > 1 then 'rank ' || service_rank || ' of the day'
                else 'units'
            end,
            'factor': null::decimal(14, 8), 'amount': beside_others
        } end as beside_step,
        {'rule': 'rounded to the cent', 'factor': null::decimal(14, 8), 'amount': amount::decimal(20, 6)}
            as cent_step,
        {'rule': 'the charge, which is lower', 'factor': null::decimal(14, 8), 'amount': charge::decimal(20, 6)}
            as charge_step
    from rounded
)

select
    line_row,
    pfs_release as release,
    case when reason is null then case when is_lower then charge else amount end end::decimal(14, 2) as allowed,
    limiting_charge,
    reason,
    case
        when reason is not null then null
        -- A list of known length is made in a tenth of the time of one that is put together.
        when is_usual and beside_others = fee and not is_lower then [fee_step, cent_step]
        when is_usual and beside_others = fee then [fee_step, cent_step, charge_step]
        when is_usual and not is_lower then [fee_step, beside_step, cent_step]
        when is_usual then [fee_step, beside_step, cent_step, charge_step]
        else list_where([
            fee_step,
            beside_step,
            {'rule': 'OPPS cap', 'factor': null::decimal(14, 8), 'amount': after_cap},
            {
                'rule': 'kind of practitioner', 'factor': own_share::decimal(14, 8),
                'amount': (after_cap * own_share)::decimal(20, 6)
            },
            {
                'rule': 'not participating', 'factor': nonparticipating_share::decimal(14, 8),
                'amount': (after_cap * person_share)::decimal(20, 6)
            },
            {
                'rule': 'part of the global period', 'factor': period::decimal(14, 8),
                'amount': (after_cap * (person_share * period)::decimal(13, 12))::decimal(20, 6)
            },
            {
                'rule': helper_words, 'factor': helper_share::decimal(14, 8),
                'amount': (after_cap * (person_share * service_share)::decimal(16, 15))::decimal(20, 6)
            },
            cent_step,
            charge_step
        ], [
            true,
            coalesce(beside_others <> fee, false),
            coalesce(after_cap <> beside_others, false),
            coalesce(own_share <> 1, false),
            coalesce(nonparticipating_share <> 1, false),
            coalesce(has_period and period <> 1, false),
            helper is not null,
            true,
            is_lower
        ])
    end as steps,
    case when is_usual and modifiers = [] and person_id is not null and npi <> ''
            and not coalesce(service_rank > 5 or in_family and paid_units > 1, false)
            and not coalesce(multiple_procedure in ('6', '7') and technical_fee is null and row_modifier = '', false)
        then []::varchar[]
        else list_where([
            'no person: reductions count within the claim alone',
            'no NPI: every line of the day counts as one provider''s',
            helper || ': paid with documents',
            'rank 6 and on: by report, priced at 50 percent',
            '22, 52, 63: by report, priced in full',
            '53: by report, priced in full',
            '50 does not go with this code: priced once',
            '50 with several units: priced once',
            'no post_op_days: all of them',
            'no technical part is known: not reduced',
            'several units of an endoscopy: not settled by a source',
            'CQ, CO: 85 percent of Medicare''s part',
            'cents uncertain'
        ], [
            person_id is null,
            npi = '',
            coalesce(helper is not null and helper_indicator = helper_documents, false),
            coalesce(service_rank > 5, false),
            list_has_any(modifiers, ['22', '52', '63']),
            coalesce(list_contains(modifiers, '53') and row_modifier <> '53', false),
            coalesce(list_contains(modifiers, '50') and bilateral_surgery not in ('1', '2', '3'), false),
            coalesce(list_contains(modifiers, '50') and units > 1 and paid_units = 1, false),
            list_contains(modifiers, '55') and post_op_days is null,
            coalesce(multiple_procedure in ('6', '7') and technical_fee is null and row_modifier = '', false),
            coalesce(in_family and paid_units > 1, false),
            list_has_any(modifiers, ['CQ', 'CO']),
            coalesce(both_sides <> 1 and service_rank > 1
            or (both_sides <> 1 or service_rank > 1 or by_parts and (technical_place > 1 or film_share <> 1))
            and (own_share <> 1 or nonparticipating_share <> 1 or helper is not null or has_period and period <> 1)
            or own_share <> 1 and nonparticipating_share <> 1
            or (own_share <> 1 or nonparticipating_share <> 1)
            and (helper is not null or has_period and period <> 1), false)
        ])
    end as flags,
    'PFS' as schedule,
    case when at_facility then 'facility rates' else 'office rates' end || ' of ' || mac || '-' || locality as basis
from stepped
