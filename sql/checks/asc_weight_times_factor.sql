-- A weighted ASC rate is not its weight times the year's conversion factor.
-- severity: finding
-- compared: select release, count(*) from asc_rates where payment_weight > 0 and payment_rate > 0 group by release
with weighted as (
    select o.*, f.asc_factor
    from asc_rates as o
    left join facility_conversion_factors as f on year(o.effective_from) = f.payment_year
    where o.payment_weight > 0 and o.payment_rate > 0
)

select
    release,
    source_file || ', row ' || source_row || ': ' || hcpcs || ' prints ' || round(payment_rate, 3)
    || ', weight times factor ' || round(payment_weight * asc_factor, 2) as example
from weighted
where round(payment_weight * asc_factor, 2) <> round(payment_rate, 2)
union all
select distinct
    release,
    'the factor of ' || year(effective_from) || ' is not known: nothing was compared' as example
from weighted
where asc_factor is null
