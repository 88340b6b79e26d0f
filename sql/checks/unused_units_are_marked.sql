-- '+' (not used for Medicare payment) does not mark exactly the rows of status B, I, N, X with RVUs.
-- severity: finding
-- compared: select release, count(*) from pfs_rvu where not_used_for_payment = '+' group by release
select
    release,
    source_file || ', row ' || source_row || ': ' || hcpcs || ' ' || modifier || ' status '
    || status_code || ', total ' || nonfacility_total as example
from pfs_rvu
where
    (not_used_for_payment = '+')
    <> (status_code in ('B', 'I', 'N', 'X') and (nonfacility_total <> 0 or facility_total <> 0))
