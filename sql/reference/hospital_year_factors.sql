-- What a year's OPPS rule sets for hospitals beside the rates.
-- grain: one row per payment_year
-- key: payment_year
-- source: OPPS final rules, as CMS's OPPS pricer has them: what is paid to a hospital that did not report
--   quality data (42 CFR 419.46). 2025 and later are not in a source that was read.
select
    payment_year,
    not_reported_share::decimal(5, 4) as not_reported_share
from (
    values (2020, 0.981), (2021, 0.9805), (2022, 0.9804), (2023, 0.9807), (2024, 0.9806)
) as factors (payment_year, not_reported_share)
