-- Lines of add-on codes without a code that they go with.
-- args: edit_lines
-- grain: one row per line
-- schema: internal
-- source: Medicare NCCI add-on code edits: an add-on code is paid where one of its primaries is payable to the same provider
--   for the same patient on the day (a hospital's on its claim). Type 1: every primary is listed; 2 and 3: the
--   contractor decides on others, so that the line is told of and not refused.
-- depends: add_on_codes
with listed as (
    select
        hcpcs,
        effective_from,
        (date_trunc('quarter', effective_from) + interval 3 month)::date - 1 as effective_through,
        min(edit_type)::integer as edit_type,
        list(primary_code) as primaries
    from add_on_codes
    group by hcpcs, effective_from
),

added as (
    select l.*, a.edit_type, a.primaries, a.effective_from, a.effective_through
    from query_table(edit_lines) as l
    inner join listed as a on l.hcpcs = a.hcpcs and l.day between a.effective_from and a.effective_through
),

beside as (
    select a.line_row, bool_or(list_contains(a.primaries, l.hcpcs)) as has_primary
    from added as a
    inner join query_table(edit_lines) as l
        on a.kind = l.kind and a.scope = l.scope and a.biller = l.biller and a.day = l.day
    group by a.line_row
)

select
    a.line_row,
    'add-on' as edit,
    a.edit_type = 1 as refuses,
    null::varchar as beside,
    a.edit_type as indicator,
    a.effective_from,
    a.effective_through,
    'add-on code, and ' || case
        when len(a.primaries) = 1 then a.primaries[1] || ', which it goes with, is not on the day'
        else 'none of the ' || len(a.primaries) || ' codes that it goes with is on the day'
    end
    || case when a.edit_type = 1 then '' else '; the contractor decides on others' end
    || ' (type ' || a.edit_type || ')' as says
from added as a
inner join beside as b on a.line_row = b.line_row
where not b.has_primary and a.edit_type <> 2
