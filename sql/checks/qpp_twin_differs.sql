-- The QPP file differs from the nonQPP file in more than the conversion factor; the nonQPP RVUs were used.
-- severity: finding
select release, hcpcs || ' ' || modifier as example
from internal.qpp_twin_differences
