-- A fee schedule of one's own as percents of Medicare.
-- args: fees, medicare
-- grain: one row per line and setting of the table that `fees` names
-- schema: internal
-- source: the tables that the arguments name: fees of a unit, and Medicare's amount of one unit that stands alone. percent: the fee over
--   Medicare's amount, to a tenth. A fee below 100 percent asks for less than Medicare allows.
-- depends: category_of, ratio
select
    f.line,
    f.hcpcs,
    f.modifiers,
    f.setting,
    coalesce(category_of(f.hcpcs), 'no category') as category,
    f.units::decimal(12, 4) as fee,
    m.amount as medicare,
    case when m.amount > 0 then round(ratio(f.units, m.amount)::decimal(28, 9) * 100, 1) end::decimal(16, 1) as percent,
    (f.units - m.amount)::decimal(14, 4) as difference,
    case when m.amount = 0 then 'Medicare pays 0.00: packaged' else m.reason end as reason
from query_table(fees) as f
left join query_table(medicare) as m on f.line_row = m.line_row
order by percent nulls last, f.hcpcs, f.modifiers, f.setting, f.line
