-- What the patient owes of an allowed amount: what Medicare's part leaves.
-- args: allowed, share, deductible
-- kind: scalar
-- grain: one amount, dollars; NULL where the amount or Medicare's share is not there
-- source: 42 CFR 410.152: Medicare pays its share of what is allowed beyond the deductible that is left,
--   rounded half up to the cent
-- example: select patient_owes(1374.93, 0.799991, 0.00)
(allowed - round(share * greatest(allowed - deductible, 0), 2))::decimal(12, 2)
