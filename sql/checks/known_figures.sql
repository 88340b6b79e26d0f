-- Two or more well-known codes have impossible figures: the column is damaged or belongs to another table. Download CMS's file again.
-- severity: blocking
--   One such figure alone may be CMS's slip, and is in no release of 2019 to 2026.
select
    release,
    source_file || ', row ' || min(source_row) || ': '
    || min_by(
        hcpcs || ' has ' || round(figure, 2) || ', in other releases ' || lowest || ' to '
        || highest, source_row
    ) as example
from internal.impossible_figures
group by release, table_name, source_file
having count(*) > 1
