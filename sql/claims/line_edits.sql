-- What NCCI says of claim lines that were priced: pairs, unit limits, add-on codes.
-- args: cells, priced
-- grain: one row per priced line with an edit, or of a day whose edits are not all loaded
-- schema: internal
-- source: pair_edits, unit_edits, add_on_edits. `cells` names the lines (claim_cells), `priced` what was made of them. edits: each with the first and the last day, the indicator (of a pair 0 or 1, the MAI of a limit, the type of
--   an add-on code), the code beside and words; refuses: no modifier on the claim lifts it. edits_unchecked: which
--   tables are not loaded for the day, so that nothing is known of them.
-- depends: edit_lines, pair_edits, unit_edits, add_on_edits, edits_unchecked
with ratebook_edit_lines as materialized (
    select * from internal.edit_lines(cells, priced)
),

found as (
    select * from internal.pair_edits('ratebook_edit_lines')
    union all
    select * from internal.unit_edits('ratebook_edit_lines')
    union all
    select * from internal.add_on_edits('ratebook_edit_lines')
),

listed as (
    select
        line_row,
        list({
            'edit': edit, 'refuses': refuses, 'beside': beside, 'indicator': indicator,
            'effective_from': effective_from, 'effective_through': effective_through, 'says': says
        } order by refuses desc, edit, beside) as edits
    from found
    group by line_row
)

select
    l.line_row,
    coalesce(e.edits, []) as edits,
    u.unchecked as edits_unchecked
from ratebook_edit_lines as l
left join listed as e on l.line_row = e.line_row
left join internal.edits_unchecked('ratebook_edit_lines') as u on l.kind = u.kind and l.day = u.day
where e.line_row is not null or u.unchecked is not null
