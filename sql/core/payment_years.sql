-- The years that a release of a payment schedule is loaded of.
-- grain: one row per year
-- key: payment_year
-- schema: internal
-- source: release_days
-- depends: release_days
select distinct year(effective_from) as payment_year
from internal.release_days
order by payment_year
