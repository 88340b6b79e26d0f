-- A weighted ASC rate is not its weight times the year's conversion factor.
-- severity: finding
-- compared: select release, count(*) from weighted_rates where dataset = 'ASC' group by release
select
    release,
    source_file || ', row ' || source_row || ': ' || hcpcs || ' prints ' || printed_rate
    || ', weight times factor ' || coalesce(computed_rate::varchar, 'of an unknown year') as example
from weighted_rates
where dataset = 'ASC' and printed_rate is distinct from computed_rate
