-- A file has the same row twice, with the same figures: it was loaded once.
-- severity: finding
select
    release,
    source_file || ': ' || rows_repeated || ' rows' as example
from files
where rows_repeated > 0
