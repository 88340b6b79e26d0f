-- Priced lines with what the contract of their payer allows: one row for each, none lost.
-- args: priced, choices, terms, pinned
-- grain: one row per line of the table that `priced` names
-- schema: internal
-- source: the tables that the arguments name: `repriced`, contract_choices, the contract's terms, and Medicare's amounts
--   of pinned days. contract_allowed: the rate of a unit times the units, or the percent of Medicare's amount before a lower
--   charge; where Medicare has none the percent of the charge, if the term has one and the line is whole. Rounded once, half up. Then not below the
--   floor, a percent of Medicare on the line's own day; then not above the charge, where the term says so.
-- depends: before_charge
with bases as (
    select
        p.line_row,
        c.payer,
        c.term,
        c.units,
        c.charge,
        c.void,
        c.unread,
        c.refusal,
        p.reason as own_reason,
        internal.before_charge(p.steps, p.priced_allowed) as own_amount,
        case when c.medicare_on is null then internal.before_charge(p.steps, p.priced_allowed) else m.amount end
            ::decimal(14, 2) as medicare_amount,
        case
            when c.medicare_on is null then 'Medicare: ' || p.reason
            else 'Medicare on ' || c.medicare_on || ': ' || coalesce(m.reason, 'no amount')
        end as medicare_reason
    from query_table(priced) as p
    left join query_table(choices) as c on p.line_row = c.line_row
    left join query_table(pinned) as m on c.line_row = m.line_row and c.medicare_on = m.pinned_on
),

agreed as (
    select
        b.*,
        -- What is not loaded or not priced here has an amount of Medicare, which nobody knows: no percent of the charge.
        b.unread or coalesce(regexp_matches(
            b.medicare_reason, 'loaded|not known|not priced here|anesthesia_minutes|one anesthesia'
        ), false) as medicare_unknown,
        t.rate,
        t.percent,
        t.percent_of_charge,
        t.floor_percent,
        t.lesser_of_charge,
        t.says,
        t.says_of_charge,
        case
            when b.void or b.refusal is not null then null
            when t.rate is not null then
                case when b.units between 1 and 99999 and b.units = round(b.units, 0)
                    then round(t.rate::decimal(20, 4) * b.units::decimal(5, 0), 2)
                end
            when b.medicare_amount is not null then round(b.medicare_amount::decimal(20, 2) * t.percent * 0.01, 2)
            when not medicare_unknown then round(b.charge::decimal(20, 2) * t.percent_of_charge * 0.01, 2)
        end::decimal(14, 2) as amount
    from bases as b
    left join query_table(terms) as t on b.term = t.term
),

floored as (
    select
        *,
        rate is null and medicare_amount is null and amount is not null as of_charge,
        round(own_amount::decimal(20, 2) * floor_percent * 0.01, 2)::decimal(14, 2) as lowest
    from agreed
),

raised as (
    select *, case when lowest > amount then lowest else amount end as due
    from floored
),

limited as (
    select
        *,
        case when lesser_of_charge and charge < due then charge else due end::decimal(14, 2) as contract_allowed
    from raised
)

select
    p.*,
    l.payer as contract_payer,
    case when l.amount is not null then
        case
            when l.of_charge then l.says_of_charge
            else l.says
        end
        || case when l.lowest > l.amount then '; the floor' else '' end
        || case when l.contract_allowed < l.due then '; the charge, which is lower' else '' end
    end as contract_term,
    case when l.amount is not null and l.rate is null then l.medicare_amount end as contract_medicare,
    l.contract_allowed,
    (l.contract_allowed - p.allowed_amount)::decimal(14, 2) as contract_short,
    case
        when l.contract_allowed is not null then null
        when l.line_row is null then 'the line has no term'
        when l.void then l.own_reason
        when l.refusal is not null then l.refusal
        when l.rate is not null then 'service_unit_quantity is not a whole number of units, which a rate needs'
        else l.medicare_reason
    end as contract_reason
from query_table(priced) as p
left join limited as l on p.line_row = l.line_row
order by p.line_row
