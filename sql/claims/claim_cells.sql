-- The cells of claim lines as text, under the names of the contract, and numbered.
-- args: claims
-- grain: one row per line of the table that `claims` names
-- schema: internal
-- source: claim_contract (docs/reference/claims.md). ratebook_row: the line's number where lines come in batches.
--   ratebook_refusal: why an edit refuses the line before it is priced (claims/edits.py). To be read
--   once: of a view, or a file, rows need not come in the same order twice.
-- depends: claim_contract
-- Not materialized: a line is in one of the two halves, and the other reads nothing.
with given as not materialized (
    select null::bigint as ratebook_row, null::varchar as ratebook_refusal, * from internal.claim_contract
    union all by name
    select * from query_table(claims)
)

select ratebook_row as line_row, columns(* exclude (ratebook_row))::varchar
from given
where ratebook_row is not null
union all
select row_number() over () as line_row, columns(* exclude (ratebook_row))::varchar
from given
where ratebook_row is null
