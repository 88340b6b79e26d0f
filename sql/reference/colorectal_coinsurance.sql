-- The patient's part of a colorectal screening that turned into a treatment (modifier PT).
-- grain: one row per span of years
-- key: first_year
-- source: SSA 1833(a)(1)(Y), 1833(dd); no deductible (1833(b)(4))
select
    first_year,
    last_year,
    medicare_share::decimal(7, 6) as medicare_share
from (
    values
    (2011, 2022, 0.80),
    (2023, 2026, 0.85),
    (2027, 2029, 0.90),
    (2030, 9999, 1.00)
) as shares (first_year, last_year, medicare_share)
