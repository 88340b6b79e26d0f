-- Claim lines with what Medicare would have allowed: one row for each line, none lost.
-- args: claims
-- grain: one row per line of the table that `claims` names, in its order
-- source: claim_amounts (professional), claim_anesthesia, claim_asc, claim_hospital. priced_patient: 20 percent of what the
--   deductible leaves, 15 percent with PT, nothing of a preventive service or with 33; CQ and CO take 15 percent
--   off Medicare's part (since 2022). The deductible that is left goes to the lines of a claim in their order; in a
--   hospital's claim to the lowest share first. priced_sequestration: what is taken off Medicare's part in the end.
--   reason: why there is no amount. underpaid: priced_allowed less allowed_amount;
--   medicare_underpaid: Medicare's part after sequestration less paid_amount; patient_underpaid: the patient's part less
--   coinsurance_amount, deductible_amount and copayment_amount; sequestration_difference: priced_sequestration less
--   sequestration_amount, so that above zero the payer took off less.
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
