-- The QPP file differs from the nonQPP file in more than the factor; the nonQPP units were taken.
-- severity: finding
select release, hcpcs || ' ' || modifier as example
from qpp_twin_differences
