-- A place has no wage index, and no reason is given.
-- severity: blocking
select
    'WAGE-' || payment_year as release,
    setting || ' ' || place_kind || ' ' || place as example
from internal.place_wages
where wage_index is null and reason is null
