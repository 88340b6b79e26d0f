-- The rates of each APC in CMS's OPPS pricer, each from a day on.
-- grain: one row per release, apc and effective_from
-- key: release, apc, effective_from
-- source: apc-rate files of the pricer's reference data (2020 to 2024), which a person adds. A rate holds until the
--   next one of the APC, at most to the end of its year.
-- depends: loaded_pricer_apc_rate
select
    release,
    right(apc, 4) as apc,
    status_indicator,
    payment_rate,
    nullif(national_copayment, 0) as national_copayment,
    minimum_copayment,
    strptime(effective_date, '%Y%m%d')::date as effective_from,
    source_file,
    source_row
from loaded_pricer_apc_rate
order by apc, effective_from
