-- A status or payment indicator is in no table of ours; its code has no amount until it is.
-- severity: finding
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
