-- A 26 or TC row belongs to a code that is not a test by its PC/TC indicator (1, or 6 for laboratory interpretation).
-- severity: finding
-- blocks: above 10 rows and 1 in 100 compared
-- compared: select release, count(*) from pfs_rvu where modifier in ('26', 'TC') group by release
--   In 21 releases of 2020 to 2026 none is not.
select
    release,
    source_file || ', row ' || source_row || ': ' || hcpcs || ' ' || modifier || ' has PC/TC '''
    || pctc || '''' as example
from pfs_rvu
where modifier in ('26', 'TC') and pctc not in ('1', '6')
