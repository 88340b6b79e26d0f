-- What is paid of the technical part of an image that was made with older equipment, by its modifier.
-- grain: one row per modifier and first day
-- key: modifier, first_day
-- source: SSA 1834(p) (CT, computed tomography that misses the standard of 2013), 1848(b)(9) (FX, film; FY,
--   computed radiography)
select
    modifier,
    first_day::date as first_day,
    last_day::date as last_day,
    paid_share::decimal(3, 2) as paid_share
from (
    values
    ('CT', '2017-01-01', '9999-12-31', 0.85),
    ('FX', '2017-01-01', '9999-12-31', 0.8),
    ('FY', '2018-01-01', '2022-12-31', 0.93),
    ('FY', '2023-01-01', '9999-12-31', 0.9)
) as reductions (modifier, first_day, last_day, paid_share)
