-- What the patient owes of an allowed amount: what Medicare's part leaves.
-- args: allowed, share, deductible
-- kind: scalar
-- grain: one amount, dollars; NULL where the amount, Medicare's share or the deductible is not there
-- source: 42 CFR 410.152: Medicare pays its share of what is allowed beyond the deductible that is left,
--   rounded half up to the cent
-- example: select patient_owes(1374.93, 0.799991, 0.00)
(
    allowed - round(
        share * case when allowed <= deductible then 0 else allowed - deductible end, 2
    )
)::decimal(12, 2)
