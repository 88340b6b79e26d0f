-- A row of a file is neither loaded nor repeated, noted or rejected.
-- severity: blocking
-- compared: select release, sum(rows_read)::bigint from files group by release
select
    release,
    source_file || ': ' || rows_read || ' rows read' as example
from files
where rows_read <> rows_loaded + rows_repeated + rows_noted + rows_rejected
