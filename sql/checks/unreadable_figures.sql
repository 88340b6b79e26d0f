-- A figure or indicator that decides an amount cannot be read, or a row has figures but no key.
-- severity: blocking
select
    release,
    source_file || ', row ' || source_row || ', column ' || "column" || ': ''' || value || ''' '
    || reason as example
from rejects
where blocking
