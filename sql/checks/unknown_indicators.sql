-- A status or payment indicator is not known to Ratebook; its code has no amount until it is.
-- severity: finding
-- compared: select release, count(*) from (select release from pfs_rvu union all select release from opps_rates union all select release from asc_rates) group by release
-- blocks: above 10 rows and 1 in 10 compared
--   CMS adds an indicator now and then (S1 in 2026: 310 of 19,000 rows of Addendum B); one that we
--   do not know on a tenth of the rows is a column that was misread.
select v.release, 'PFS status code ' || v.status_code || ' of ' || v.hcpcs as example
from pfs_rvu as v
anti join pfs_status_codes as s on v.status_code = s.status_code
union all
select o.release, 'OPPS status indicator ' || o.status_indicator || ' of ' || o.hcpcs as example
from opps_rates as o
anti join opps_status_indicators as s on o.status_indicator = s.status_indicator
union all
select a.release, 'ASC payment indicator ' || a.payment_indicator || ' of ' || a.hcpcs as example
from asc_rates as a
anti join asc_payment_indicators as s on a.payment_indicator = s.payment_indicator
