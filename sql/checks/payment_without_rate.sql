-- The indicator says that a rate is paid, and the file prints none.
-- severity: finding
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
