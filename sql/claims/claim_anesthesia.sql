-- Anesthesia lines with what Medicare would have allowed, or why it allows nothing.
-- args: lines
-- grain: one row per anesthesia line that can be read
-- schema: internal
-- source: 42 CFR 414.46; Claims Manual ch. 12 sec. 50: base and time units times the factor of the locality, by the share
--   of the modifier. Of several procedures under one anesthesia the highest base counts, with all of the time;
--   01953, 01968 and 01969 are added to another.
-- depends: anesthesia_base_units, anesthesia_conversion_factors, anesthesia_modifiers, of_surgeons
with ours as (
    select
        l.*,
        b.base_units,
        f.conversion_factor,
        m.modifier as direction,
        coalesce(m.paid_share, 1)::decimal(2, 1) as direction_share,
        m.units_instead,
        l.hcpcs in ('01953', '01968', '01969') as is_added
    from query_table(lines) as l
    asof left join (
        select hcpcs, base_units, effective_from from anesthesia_base_units
    ) as b on l.hcpcs = b.hcpcs and l.day >= b.effective_from
    left join anesthesia_conversion_factors as f
        on l.mac = f.mac and l.locality = f.locality and not f.qp
        and l.day between f.effective_from and f.effective_through
    left join anesthesia_modifiers as m on m.modifier <> '' and list_contains(l.modifiers, m.modifier)
    where l.setting = 'anesthesia' and l.refusal is null
    -- A release of the PFS has the factor before a file of factors alone; of two modifiers the first pays.
    qualify row_number() over (
        partition by l.line_row order by f.release like 'ANES-CF%', m.modifier
    ) = 1
),

reasoned as (
    select
        *,
        case
            when base_units is null then 'no list of base units that is loaded has the code'
            when base_units = 0 then 'unlisted anesthesia: each MAC sets the amount'
            when conversion_factor is null then 'no anesthesia factor is loaded for the locality and day'
            when minutes_text is null and units_instead is null then 'no anesthesia_minutes'
            when minutes is null and units_instead is null then 'anesthesia_minutes is not a whole number'
            when minutes < 0 or minutes > 2880 then 'anesthesia_minutes is not a time of up to two days'
        end as reason
    from (select l.*, l.minutes::varchar as minutes_text from ours as l)
),

together as (
    select
        *,
        row_number() over (one_anesthesia order by base_units desc, line_row) as place,
        sum(minutes) over (one_anesthesia) as all_minutes,
        count(*) over (one_anesthesia) as procedures
    from reasoned
    window one_anesthesia as (
        partition by scope, npi, day, coalesce(direction, ''), is_added, reason is null
    )
),

priced as (
    select
        *,
        (coalesce(units_instead, base_units) + case
            when units_instead is not null or reason is not null then 0
            else ((4 * case when is_added then minutes else all_minutes end + 3) // 6) * 0.1
        end)::decimal(9, 1) as all_units
    from together
),

rounded as (
    select
        *,
        round(all_units * conversion_factor * direction_share * case when not_participating then 0.95 else 1 end, 2)
            ::decimal(14, 2) as amount
    from priced
)

select
    line_row,
    pfs_release as release,
    case
        when reason is not null then null
        when place > 1 and not is_added then null
        when charge < amount then charge
        else amount
    end::decimal(14, 2) as allowed,
    case when not_participating and reason is null and (place = 1 or is_added)
        then round(all_units * conversion_factor * direction_share * 1.0925, 2)
    end::decimal(14, 2) as limiting_charge,
    case
        when reason is not null then reason
        when place > 1 and not is_added then 'one anesthesia: the line with the highest base has the time of all'
    end as reason,
    case when reason is null and (place = 1 or is_added) then list_concat(
        [
            {'rule': all_units || ' units', 'factor': conversion_factor::decimal(14, 8), 'amount': (all_units * conversion_factor)::decimal(20, 6)}
        ],
        case when direction_share <> 1 then [{
            'rule': 'modifier ' || direction, 'factor': direction_share::decimal(14, 8),
            'amount': (all_units * conversion_factor * direction_share)::decimal(20, 6)
        }] else [] end,
        case when not_participating then [{
            'rule': 'not participating', 'factor': 0.95::decimal(14, 8),
            'amount': (all_units * conversion_factor * direction_share * 0.95)::decimal(20, 6)
        }] else [] end,
        [{'rule': 'rounded to the cent', 'factor': null::decimal(14, 8), 'amount': amount::decimal(20, 6)}],
        case when charge < amount then [{
            'rule': 'the charge, which is lower', 'factor': null::decimal(14, 8), 'amount': charge::decimal(20, 6)
        }] else [] end
    ) end as steps,
    list_concat(
        case when person_id is null then ['no person: reductions count within the claim alone'] else [] end,
        case when direction = 'AD' then ['AD: a fourth unit, for who was present at induction, is said by no field'] else [] end,
        case when internal.of_surgeons(modifiers) or list_contains(modifiers, '50')
            then ['50, 62, 66, 80, 81, 82, AS: of surgeons, anesthesia is priced without'] else [] end,
        case when direction is null then ['no modifier of anesthesia: as if by one anesthetist'] else [] end
    ) as flags,
    'PFS' as schedule,
    'anesthesia factor of ' || mac || '-' || locality as basis
from rounded
