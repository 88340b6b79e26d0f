-- What NCCI says of claim lines that were priced: pairs, unit limits, add-on codes.
-- args: claims, priced
-- grain: one row per priced line with an edit, or of a day whose edits are not all loaded
-- source: line_edits, whose columns these are. `claims` names the table that was priced, `priced` what repriced() gave for it.
-- example: select line_row, unnest(edits) as edit from claim_edits('my_claims', 'my_priced_claims')
-- depends: claim_cells, line_edits
with ratebook_cells as materialized (
    select * from internal.claim_cells(claims)
)

from internal.line_edits('ratebook_cells', priced)
