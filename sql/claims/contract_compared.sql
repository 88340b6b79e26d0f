-- What two sides pay for the same volumes: one row for each line of them.
-- args: volumes, first_side, second_side
-- grain: one row per line of the table that `volumes` names
-- schema: internal
-- source: the tables that the arguments name: units by line, and each side's amount of one unit that stands alone. change: second less
--   first, times the units; only where both have an amount, so that it compares like with like.
-- depends: category_of
with paired as (
    select
        v.line,
        v.hcpcs,
        v.modifiers,
        v.setting,
        v.units,
        a.amount as first_amount,
        b.amount as second_amount,
        a.term as first_term,
        b.term as second_term,
        nullif(concat_ws('; ', 'first: ' || a.reason, 'second: ' || b.reason), '') as reason,
        a.amount is not null and b.amount is not null as compared
    from query_table(volumes) as v
    left join query_table(first_side) as a on v.line_row = a.line_row
    left join query_table(second_side) as b on v.line_row = b.line_row
)

select
    line,
    hcpcs,
    modifiers,
    setting,
    coalesce(category_of(hcpcs), 'no category') as category,
    units,
    first_amount,
    second_amount,
    case when compared then round(first_amount * units::decimal(12, 4), 2) end::decimal(18, 2) as first_total,
    case when compared then round(second_amount * units::decimal(12, 4), 2) end::decimal(18, 2) as second_total,
    case when compared then round(second_amount * units::decimal(12, 4), 2) - round(first_amount * units::decimal(12, 4), 2) end
        ::decimal(18, 2) as change,
    first_term,
    second_term,
    reason
from paired
order by line
