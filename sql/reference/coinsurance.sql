-- What part of the allowed amount Medicare pays under each schedule; the rest is the patient's.
-- grain: one row per schedule
-- key: schedule
-- source: SSA 1833(a)(1), 42 CFR 410.152; laboratory tests: SSA 1833(a)(1)(D), 1833(b)(3). A hospital's
--   part depends on the APC: opps_shares. What no schedule decides: preventive_services.
--   has_deductible: the yearly Part B deductible comes off first.
select
    schedule,
    medicare_share::decimal(7, 6) as medicare_share,
    has_deductible,
    words
from (
    values
    ('PFS', 0.8, true, '20% of the allowed amount'),
    ('ASC', 0.8, true, '20% of the allowed amount'),
    ('ASP', 0.8, true, '20% of the payment limit'),
    ('DME', 0.8, true, '20% of the allowed amount'),
    ('CLFS', 1, false, 'nothing: laboratory tests have no coinsurance and no deductible')
) as shares (schedule, medicare_share, has_deductible, words)
