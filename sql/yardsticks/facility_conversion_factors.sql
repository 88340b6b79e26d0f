-- The OPPS and ASC conversion factors of a year, to check published rates; not used for payment.
-- grain: one row per year
-- key: payment_year
-- schema: internal
-- source: the yearly OPPS/ASC final rules; each year's weighted rates at hand come out to the
--   cent (2019, 2020, 2022, 2023 and 2025 for OPPS; 2020, 2022, 2024 to 2026 for ASC), save four
--   rows that CMS misprints: 0973T and two more since July 2025, 0871T in 2026
select
    payment_year,
    opps_factor,
    asc_factor
from (
    values
    (2019, 79.490, 46.551),
    (2020, 80.793, 47.747),
    (2021, 82.797, 48.952),
    (2022, 84.177, 49.916),
    (2023, 85.585, 51.854),
    (2024, 87.382, 53.514),
    (2025, 89.169, 54.895),
    (2026, 91.415, 56.322)
) as factors (payment_year, opps_factor, asc_factor)
