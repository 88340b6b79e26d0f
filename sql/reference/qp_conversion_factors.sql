-- The second conversion factor, for qualifying APM participants, where a release has no QPP twin.
-- grain: one row per year and ordinary factor; it counts only for a release with that factor
-- key: payment_year, conversion_factor
-- schema: internal
-- source: SSA 1848(d)(1)(A); CY 2026 PFS final rule, 90 FR 49266
select
    payment_year,
    conversion_factor,
    qp_conversion_factor,
    source
from (
    values
    (2026, 33.4009::decimal(9, 4), 33.5675::decimal(9, 4), 'CY 2026 PFS final rule, 90 FR 49266')
) as factors (payment_year, conversion_factor, qp_conversion_factor, source)
