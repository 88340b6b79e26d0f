-- A weighted OPPS rate is not its weight times the year's conversion factor.
-- severity: finding
-- compared: select release, count(*) from opps_rates where relative_weight > 0 and payment_rate > 0 group by release
with weighted as (
    select o.*, f.opps_factor
    from opps_rates as o
    left join facility_conversion_factors as f on year(o.effective_from) = f.payment_year
    where o.relative_weight > 0 and o.payment_rate > 0
)

select
    release,
    source_file || ', row ' || source_row || ': ' || hcpcs || ' prints ' || round(payment_rate, 3)
    || ', weight times factor ' || round(relative_weight * opps_factor, 2) as example
from weighted
where round(relative_weight * opps_factor, 2) <> round(payment_rate, 2)
union all
select distinct
    release,
    'the factor of ' || year(effective_from) || ' is not known: nothing was compared' as example
from weighted
where opps_factor is null
