-- A weighted ASC rate is not its weight times the conversion factor of the year.
-- severity: finding
-- compared: select release, count(computed_rate) from internal.weighted_rates where dataset = 'ASC' group by release
-- blocks: above 10 rows and 1 in 100 compared
--   Of CMS's own files none has more than 3 such rows: many of them mean that rates or weights
--   are damaged, shifted or of another file.
select
    release,
    source_file || ', row ' || source_row || ': ' || hcpcs || ' prints ' || printed_rate
    || ', weight times factor ' || computed_rate as example
from internal.weighted_rates
where dataset = 'ASC' and printed_rate <> computed_rate
union all
select distinct
    release,
    'the factor of ' || year(effective_from) || ' is not known, so nothing was compared' as example
from internal.weighted_rates
where dataset = 'ASC' and computed_rate is null
