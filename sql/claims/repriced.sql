-- Claim lines with what Medicare would have allowed: one row for each line, none lost.
-- args: claims
-- grain: one row per line of the table that `claims` names, in its order
-- source: claim_priced, whose columns these are.
-- example: select claim_id, claim_line_number, priced_allowed, reason from repriced('my_claims')
-- depends: claim_cells, claim_lines, claim_priced
-- Read once: each rule takes the lines by the name of this query.
with ratebook_cells as materialized (
    select * from internal.claim_cells(claims)
),

ratebook_lines as materialized (
    select * from internal.claim_lines('ratebook_cells')
)

from internal.claim_priced('ratebook_lines')
order by line_row
