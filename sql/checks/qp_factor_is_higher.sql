-- The conversion factor for qualifying APM participants is not higher than the other one.
-- severity: blocking
--   SSA 1848(d)(1)(A): since 2026 it grows by 0.75 percent a year, the other by 0.25.
select
    q.release,
    q.source_file || ': ' || q.conversion_factor || ', ordinary ' || o.conversion_factor as example
from conversion_factors as q
inner join conversion_factors as o on q.release = o.release and not o.qp
where q.qp and q.conversion_factor <= o.conversion_factor
