-- What Medicare pays for one billing unit of a Part B drug: the same everywhere.
-- grain: one row per release and hcpcs
-- key: release, hcpcs
-- source: ASP payment limits of each quarter; SSA 1847A(b): 6 percent is in the limit already.
--   billing_unit: the dosage that one unit of the code is. coinsurance_percent: of the limit, 20 or
--   less (inflation rebate, SSA 1833(a)(1)(EE)), 0 for vaccines. A limit of N/A is NULL.
-- depends: releases, loaded_asp
select
    l.release,
    l.hcpcs,
    nullif(l.billing_unit, '') as billing_unit,
    l.payment_limit::decimal(12, 3) as payment_limit,
    l.coinsurance_percent::decimal(6, 3) as coinsurance_percent,
    nullif(replace(l.note, chr(10), '; '), '') as note,
    r.effective_from,
    r.effective_through,
    l.source_file,
    l.source_row
from loaded_asp as l
inner join releases as r on l.release = r.release
order by l.hcpcs, r.effective_from
