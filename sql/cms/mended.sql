-- Cells that a spreadsheet had changed and that were read as CMS means them: the code 100 is 00100.
-- grain: one row per mended cell
-- key: release, source_file, source_row, "column"
-- source: counted while reading; only where a cell can mean one thing alone
-- depends: loaded_mended
select
    release,
    table_name,
    source_file,
    source_row,
    column_name as "column",
    printed,
    read_as
from loaded_mended
order by release, table_name, source_file, source_row
