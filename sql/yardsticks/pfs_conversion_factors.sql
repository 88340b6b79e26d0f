-- The published PFS conversion factors, to detect a rounded one.
-- grain: one row per year and factor
-- key: payment_year, conversion_factor
-- schema: internal
-- source: CONV FACTOR of RVU20A to RVU26C; the yearly final rules; 2024: section 204 of the
--   Consolidated Appropriations Act, 2024, from 9 March; 2026: 90 FR 49266
select
    payment_year,
    conversion_factor::decimal(9, 4) as conversion_factor
from (
    values
    (2020, 36.0896),
    (2021, 34.8931),
    (2022, 34.6062),
    (2023, 33.8872),
    (2024, 32.7442),
    (2024, 33.2875),
    (2025, 32.3465),
    (2026, 33.4009),
    (2026, 33.5675)
) as factors (payment_year, conversion_factor)
