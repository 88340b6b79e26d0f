-- Laboratory tests and drugs of professional lines: what their own schedules pay, the same everywhere.
-- args: lines
-- grain: one row per professional line that the fee schedule does not pay and another schedule does
-- schema: internal
-- source: item_rates: the laboratory fee schedule (42 CFR 414.507) and the payment limits of drugs (42 CFR 414.904, the rate
--   of a unit in tenths of a cent), in effect on the day; the lower of it and the charge. Surgeons' modifiers do not
--   go with them: PPRRVU's indicators of assistants, co-surgeons and teams are 9 for such codes (not payable).
-- depends: item_rates, claim_days, claim_codes, of_surgeons
with listed as (
    select
        l.line_row,
        l.units,
        l.charge,
        l.modifiers,
        i.*,
        row_number() over (partition by l.line_row order by i.amount is null, i.schedule) as place
    from query_table(lines) as l
    inner join internal.claim_days as d on d.schedule in ('ASP', 'CLFS') and l.day = d.day
    inner join internal.item_rates as i on d.release = i.release and l.hcpcs = i.hcpcs
    anti join (
        select release, hcpcs from internal.claim_codes where modifier = '' and payable
    ) as p on l.pfs_release = p.release and l.hcpcs = p.hcpcs
    where l.setting = 'professional' and l.refusal is null and not list_has_any(l.modifiers, ['26', 'TC'])
),

priced as (
    select
        *,
        case when not internal.of_surgeons(modifiers)
            then round(coalesce(unit_rate, amount)::decimal(20, 3) * units::decimal(5, 0), 2)
        end::decimal(14, 2) as payment
    from listed
    where place = 1
)

select
    line_row,
    release,
    case when charge < payment then charge else payment end::decimal(14, 2) as allowed,
    null::decimal(14, 2) as limiting_charge,
    case
        when internal.of_surgeons(modifiers)
            then 'a modifier of surgeons (62, 66, 80, 81, 82, AS): not payable with a test or a drug (indicator 9)'
        when payment is null then coalesce(reason, 'the schedule has no amount')
    end as reason,
    case when payment is not null then list_concat(
        [{'rule': 'rate of a unit', 'factor': null::decimal(14, 8), 'amount': coalesce(unit_rate, amount)::decimal(20, 6)}],
        case when units <> 1
            then [{'rule': 'units', 'factor': units::decimal(14, 8), 'amount': payment::decimal(20, 6)}] else [] end,
        case when charge < payment
            then [{'rule': 'the charge, which is lower', 'factor': null::decimal(14, 8), 'amount': charge::decimal(20, 6)}]
            else [] end
    ) end as steps,
    case when list_has_any(modifiers, ['22', '50', '52', '53', '54', '55', '56', '78'])
        then ['22, 50, 52 to 56, 78: of procedures, a test or a drug is priced without'] else []::varchar[]
    end as flags,
    schedule,
    'the same everywhere' as basis,
    medicare_share as item_share
from priced
