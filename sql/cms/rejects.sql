-- Cells that were rejected while reading, with the reason.
-- grain: one row per refused cell, or per row without a key
-- source: counted while reading; a blocking reject stops the release from being published
-- depends: loaded_rejects
select
    release,
    table_name,
    source_file,
    source_row,
    column_name as "column",
    value,
    reason,
    blocking
from loaded_rejects
order by release, table_name, source_file, source_row
