-- How many rows each CMS file had and what became of them.
-- grain: one row per release and source file
-- key: release, table_name, source_file
-- source: counted while reading; rows_read = rows_loaded + rows_repeated + rows_noted + rows_rejected
-- depends: loaded_files
select
    release,
    table_name,
    source_file,
    nullif(said_month, 0) as said_month,
    excerpt,
    rows_read,
    rows_loaded,
    rows_repeated,
    rows_noted,
    rows_rejected
from loaded_files
order by release, table_name, source_file
