-- The conversion factor is not the same in all rows of a file.
-- severity: blocking
select
    release,
    source_file || ': ' || values_in_file || ' different factors, the lowest '
    || conversion_factor as example
from conversion_factors
where values_in_file <> 1
