-- The 25th percentile of hospital wage indices: a lower index was raised half of the way to it.
-- grain: one row per year
-- key: payment_year
-- schema: internal
-- source: 42 CFR 412.64(h)(7), FY 2020 to 2024 IPPS final rules; as CMS's OPPS pricer has them. It ended
--   with the FY 2025 interim final rule (Bridgeport Hospital v. Becerra).
select
    payment_year,
    threshold::decimal(7, 4) as threshold
from (
    values
    (2020, 0.8457),
    (2021, 0.8469),
    (2022, 0.8437),
    (2023, 0.8427),
    (2024, 0.8667)
) as thresholds (payment_year, threshold)
