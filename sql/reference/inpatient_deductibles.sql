-- The Medicare Part A inpatient deductible, the most that a hospital outpatient copayment can be.
-- grain: one row per year
-- key: payment_year
-- source: SSA 1833(t)(8)(C)(i); the yearly notices of the Part A deductible in the Federal Register
select
    payment_year,
    inpatient_deductible::decimal(12, 2) as inpatient_deductible
from (
    values
    (2019, 1364.00),
    (2020, 1408.00),
    (2021, 1484.00),
    (2022, 1556.00),
    (2023, 1600.00),
    (2024, 1632.00),
    (2025, 1676.00),
    (2026, 1736.00)
) as deductibles (payment_year, inpatient_deductible)
