-- A spreadsheet changed cells (lost zeros, 1.0 for 1); they were read as CMS means them: see `mended`.
-- severity: finding
select
    release,
    source_file || ', row ' || source_row || ', column ' || "column" || ': ''' || printed
    || ''' read as ''' || read_as || '''' as example
from mended
