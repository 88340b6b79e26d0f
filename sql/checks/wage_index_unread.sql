-- A wage index is printed that cannot be one: below 0, above 5 (in a hospital's table 3), or no number.
-- severity: blocking
select
    release,
    source_file || ', row ' || source_row || ': ''' || value || ''' ' || reason as example
from rejects
where "column" in ('wage_index', 'geographic_wage_index') and trim(value) <> ''
