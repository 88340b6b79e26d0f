-- By how much sequestration lowers what Medicare pays, by day.
-- grain: one row per first day
-- key: first_day
-- source: 2 USC 901a; suspended by Public Laws 116-136, 116-260, 117-7 and 117-71. It comes off Medicare's part, after
--   deductible and coinsurance (42 USC 1395l is untouched by it: the allowed amount stays).
select
    first_day::date as first_day,
    last_day::date as last_day,
    share::decimal(3, 2) as share
from (
    values
    ('2013-04-01', '2020-04-30', 0.02),
    ('2020-05-01', '2022-03-31', 0),
    ('2022-04-01', '2022-06-30', 0.01),
    ('2022-07-01', '9999-12-31', 0.02)
) as shares (first_day, last_day, share)
