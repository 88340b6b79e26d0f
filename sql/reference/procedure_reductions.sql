-- What is paid of a service that is not the first of its kind on a day, by the multiple-procedure indicator.
-- grain: one row per indicator, part and first day
-- key: multiple_procedure, part, first_day
-- source: 42 CFR 414.40 (surgery: 2 and 3); SSA 1848(b)(4)(D), (c)(2)(K), 1848(b)(10) (imaging: 4); CY 2013 PFS
--   final rule (6 cardiovascular, 7 ophthalmology); SSA 1848(b)(7) (therapy: 5, half of the practice expense).
--   part: fee, TC (technical), 26 (professional) or PE.
select
    multiple_procedure,
    part,
    first_day::date as first_day,
    last_day::date as last_day,
    paid_share::decimal(4, 3) as paid_share
from (
    values
    ('2', 'fee', '1995-01-01', '9999-12-31', 0.5),
    ('3', 'fee', '1995-01-01', '9999-12-31', 0.5),
    ('4', 'TC', '2010-07-01', '9999-12-31', 0.5),
    ('4', '26', '2012-01-01', '2016-12-31', 0.75),
    ('4', '26', '2017-01-01', '9999-12-31', 0.95),
    ('5', 'PE', '2013-04-01', '9999-12-31', 0.5),
    ('6', 'TC', '2013-01-01', '9999-12-31', 0.75),
    ('7', 'TC', '2013-01-01', '9999-12-31', 0.8)
) as reductions (multiple_procedure, part, first_day, last_day, paid_share)
