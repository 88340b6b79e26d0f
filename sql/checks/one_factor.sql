-- The conversion factor is not one value in all rows of a file.
-- severity: blocking
select
    release,
    min(source_file) || ': ' || count(distinct conversion_factor) || ' factors, from '
    || min(conversion_factor) || ' to ' || max(conversion_factor) as example
from pfs_rvu
group by release
having count(distinct conversion_factor) <> 1
