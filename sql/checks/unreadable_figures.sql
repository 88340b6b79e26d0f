-- A figure or indicator that amounts are made of cannot be read, or figures stand in a row without a key.
-- severity: blocking
select
    release,
    source_file || ', row ' || source_row || ', column ' || "column" || ': ''' || value || ''' '
    || reason as example
from rejects
where blocking
