-- The cells of claim lines as text, under the names of the contract, and numbered.
-- args: claims
-- grain: one row per line of the table that `claims` names
-- schema: internal
-- source: claim_contract (docs/reference/claims.md). ratebook_refusal: why an edit refuses the line. To be read once: of a view, or a file, rows need not come in the same
--   order twice.
-- depends: claim_contract
with given as (
    select null::varchar as ratebook_refusal, * from internal.claim_contract
    union all by name
    select * from query_table(claims)
)

select row_number() over () as line_row, columns(*)::varchar
from given
