-- A rate is published although the indicator says that none is paid; it is not paid here.
-- severity: finding
select
    o.release,
    o.source_file || ', row ' || o.source_row || ': ' || o.hcpcs || ' has ' || round(o.payment_rate, 3)
    || ' and status indicator ' || o.status_indicator as example
from opps_rates as o
inner join opps_status_indicators as s on o.status_indicator = s.status_indicator
where s.payment <> 'rate' and o.payment_rate > 0
union all
select
    a.release,
    a.source_file || ', row ' || a.source_row || ': ' || a.hcpcs || ' has ' || round(a.payment_rate, 3)
    || ' and payment indicator ' || a.payment_indicator as example
from asc_rates as a
inner join asc_payment_indicators as s on a.payment_indicator = s.payment_indicator
where s.payment <> 'rate' and a.payment_rate > 0
