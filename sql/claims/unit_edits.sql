-- Lines that have more units than NCCI's limit for their code.
-- args: edit_lines
-- grain: one row per line
-- schema: internal
-- source: Claims Manual ch. 23 sec. 20.9; the adjudication indicator (MAI). 1: each line alone, and a line above it is
--   refused whole; 2 and 3: all units of the code by one provider for one patient on one day, and all these lines are
--   refused. Units count as billed: one with modifier 50, and each line of RT, LT, 76, 77 or 91 its own.
-- depends: mue
with limited as (
    select
        l.*,
        m.mue_value,
        m.mai,
        m.adjudication,
        m.effective_from,
        m.effective_through,
        sum(l.units) over (
            partition by l.kind, l.patient, l.biller, l.provider, l.day, l.hcpcs
        ) as units_of_day
    from query_table(edit_lines) as l
    inner join mue as m
        on l.kind = m.kind and l.hcpcs = m.hcpcs and l.day between m.effective_from and m.effective_through
)

select
    line_row,
    'units' as edit,
    true as refuses,
    null::varchar as beside,
    mai::integer as indicator,
    effective_from,
    effective_through,
    case
        when mai = 1
            then units || ' units on the line, ' || mue_value || ' at most: the line is refused; units on lines of their own, '
            || 'with 59, 76, 77, 91, RT, LT or the like, count alone'
        else units_of_day || ' units on the day, ' || mue_value || ' at most: all are refused'
            || case when mai = 2 then ', and no modifier lifts that' else ', unless an appeal shows the need' end
    end || ' (MAI ' || mai || ')' as says
from limited
where case when mai = 1 then units else units_of_day end > mue_value
