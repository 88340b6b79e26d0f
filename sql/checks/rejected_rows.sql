-- Cells or rows were rejected while reading and did not stop the release: see `rejects`.
-- severity: finding
select
    release,
    source_file || ', row ' || source_row || ', column ' || "column" || ': ''' || value || ''' '
    || reason as example
from rejects
where not blocking
