-- The indicator says that a rate is paid, but the file has no readable rate; or an active code has no RVUs.
-- severity: finding
-- compared: select release, count(*) from (select o.release from opps_rates as o inner join opps_status_indicators as s on o.status_indicator = s.status_indicator where s.payment = 'rate' union all select a.release from asc_rates as a inner join asc_payment_indicators as s on a.payment_indicator = s.payment_indicator where s.payment = 'rate' union all select v.release from pfs_rvu as v where v.status_code = 'A') group by release
-- blocks: above 20 rows and 1 in 100 compared
--   CMS prints no rate on 4 rows of each Addendum B and on up to 13 of ASC BB (January 2026), and
--   units on every active code.
select
    o.release,
    o.source_file || ', row ' || o.source_row || ': ' || o.hcpcs || ' with status indicator '
    || o.status_indicator as example
from opps_rates as o
inner join opps_status_indicators as s on o.status_indicator = s.status_indicator
where s.payment = 'rate' and o.payment_rate is null
union all
select
    a.release,
    a.source_file || ', row ' || a.source_row || ': ' || a.hcpcs || ' with payment indicator '
    || a.payment_indicator as example
from asc_rates as a
inner join asc_payment_indicators as s on a.payment_indicator = s.payment_indicator
where s.payment = 'rate' and a.payment_rate is null
union all
select
    release,
    source_file || ', row ' || source_row || ': ' || hcpcs || ' ' || modifier
    || ' with status A has no RVUs' as example
from pfs_rvu
where status_code = 'A' and nonfacility_total = 0 and facility_total = 0
