-- Lines of a surgical center with what Medicare would have allowed, or why it allows nothing.
-- args: lines
-- grain: one row per line of a surgical center that can be read
-- schema: internal
-- source: 42 CFR 416.171, 416.172; Claims Manual ch. 14: half of the rate by the wage index; of several procedures the
--   highest in full and the others at half; 52 and 73 half, outside of the ranking; 50 is two procedures where the fee
--   schedule's bilateral indicator lets both sides be paid, else one; the lower of charge and rate, by line. MACs get
--   wage-adjusted fees by area, so that the adjusted rate is rounded first. Ancillary services (Addendum BB) are paid
--   only with a covered procedure (416.164(b)), which may stand on a claim that is not here: they are priced, and say so.
-- depends: asc_codes, claim_codes, asc_rates, claim_wages, claim_days, terms_amount, of_surgeons
with ours as (
    select
        l.* replace (
            case
                when list_contains(l.modifiers, '50') and l.units = 1
                    and coalesce(p.bilateral_surgery in ('1', '3'), true) then 2
                else l.units
            end::decimal(12, 3) as units
        ),
        coalesce(p.bilateral_surgery in ('1', '3'), true) as is_two_sided,
        r.release as asc_release,
        a.hcpcs is not null as listed,
        a.asc_facility_amount as rate,
        a.asc_reason,
        a.asc_payment_indicator,
        coalesce(a.labor_share, 0.5) as labor_share,
        y.multiple_procedure_discount = 'Y' as is_ranked,
        y.hcpcs is not null as is_procedure,
        w.wage_index as asc_index,
        w.index_reason,
        w.index_basis,
        w.is_estimate
    from query_table(lines) as l
    left join internal.claim_wages(lines) as w on l.line_row = w.line_row
    left join internal.claim_days as r
        on r.schedule = 'ASC' and l.day = r.day
    left join (
        select release, hcpcs, bilateral_surgery from internal.claim_codes where modifier = ''
    ) as p on list_contains(l.modifiers, '50') and l.pfs_release = p.release and l.hcpcs = p.hcpcs
    left join internal.asc_codes as a on r.release = a.release and l.hcpcs = a.hcpcs
    left join (
        select release, hcpcs, max(multiple_procedure_discount) as multiple_procedure_discount
        from asc_rates
        where addendum = 'AA'
        group by release, hcpcs
    ) as y on r.release = y.release and l.hcpcs = y.hcpcs
    where l.setting = 'asc' and l.refusal is null
),

reasoned as (
    select
        *,
        case
            when asc_release is null then 'no ASC release in effect on that day is loaded'
            when not listed then 'not on the ASC list of that day'
            when rate is null then coalesce(asc_reason, 'no rate')
            when rate = 0 then null
            when labor_share > 0 and index_reason is not null then index_reason
        end as reason,
        round(
            terms_amount(rate, labor_share, coalesce(asc_index, 1), 1 - labor_share, 1, 0, 1), 2
        )::decimal(12, 2) as adjusted,
        case when list_has_any(modifiers, ['52', '73']) then 0.5 else 1 end::decimal(2, 1) as ended_share
    from ours
),

ranked as (
    select
        *,
        is_ranked and ended_share = 1 and reason is null as counts,
        bool_or(is_procedure and reason is null) over (partition by scope, npi, day) as has_procedure,
        row_number() over (
            partition by scope, npi, day, is_ranked and ended_share = 1 and reason is null
            order by case when charge < adjusted then charge else adjusted end desc,
                try_cast(claim_line_number as integer), line_row
        ) as place
    from reasoned
),

priced as (
    select
        *,
        case
            when rate = 0 then 0
            when counts and place = 1 then adjusted::decimal(20, 2) * (1 + (units - 1) * 0.5)
            when counts then adjusted::decimal(20, 2) * units * 0.5
            when is_ranked then adjusted::decimal(20, 2) * ended_share * (1 + (units - 1) * 0.5)
            else adjusted::decimal(20, 2) * ended_share * units
        end::decimal(20, 6) as beside_others
    from ranked
)

select
    line_row,
    asc_release as release,
    case
        when reason is not null then null
        when charge < round(beside_others, 2) then charge
        else round(beside_others, 2)
    end::decimal(14, 2) as allowed,
    null::decimal(14, 2) as limiting_charge,
    reason,
    case when reason is null then list_concat(
        [{'rule': case when rate = 0 then coalesce(asc_reason, 'rate') else 'rate' end, 'factor': null::decimal(14, 8), 'amount': rate::decimal(20, 6)}],
        case when labor_share > 0 and rate > 0 then [{
            'rule': 'wage index', 'factor': asc_index::decimal(14, 8), 'amount': adjusted::decimal(20, 6)
        }] else [] end,
        case when beside_others <> adjusted then [{
            'rule': case
                when counts and place > 1 then 'rank ' || place || ' of the day: half'
                when ended_share <> 1 then 'ended before anesthesia (52, 73): half'
                else 'units'
            end,
            'factor': null::decimal(14, 8), 'amount': beside_others
        }] else [] end,
        [{'rule': 'rounded to the cent', 'factor': null::decimal(14, 8), 'amount': round(beside_others, 2)::decimal(20, 6)}],
        case when charge < round(beside_others, 2) then [{
            'rule': 'the charge, which is lower', 'factor': null::decimal(14, 8), 'amount': charge::decimal(20, 6)
        }] else [] end
    ) end as steps,
    list_concat(
        case when person_id is null then ['no person: reductions count within the claim alone'] else [] end,
        case when list_has_any(modifiers, ['FB', 'FC', 'PT', '33']) and list_has_any(modifiers, ['FB', 'FC'])
            then ['FB, FC: a device at reduced cost is not taken off'] else [] end,
        case
            when not list_contains(modifiers, '50') then []
            when not is_two_sided then ['50: the code is not paid for both sides']
            else ['50: as two procedures']
        end,
        case when internal.of_surgeons(modifiers)
            then ['62, 66, 80, 81, 82, AS: of surgeons, a surgical center bills without'] else [] end,
        case
            when has_procedure then []
            when rate = 0 then ['packaged into a covered procedure, and none of the day is here']
            else ['of Addendum BB: paid only with a covered procedure, and none of the day is here']
        end,
        case when asc_payment_indicator = 'S2' then ['S2: no source settles whether its rate follows the wage index'] else [] end,
        case when list_contains(modifiers, '73') and asc_payment_indicator = 'J8'
            then ['73 of a device-intensive code: the device''s part is not taken off first'] else [] end,
        case when is_estimate and labor_share > 0 then ['wage index: estimate'] else [] end
    ) as flags,
    'ASC' as schedule,
    case
        when labor_share = 0 then 'the same everywhere'
        else index_basis
    end as basis
from priced
