-- Which schedule covers codes of a kind that the PFS, OPPS and the ASC payment system do not pay.
-- grain: one row per hcpcs that looks like one of another schedule's
-- key: hcpcs
-- schema: internal
-- source: code_schedules, payment_schedules
-- depends: pfs_rvu, opps_rates, asc_rates, code_schedules, payment_schedules
with codes as (
    select hcpcs from pfs_rvu
    union
    select hcpcs from opps_rates
    union
    select hcpcs from asc_rates
)

select
    f.hcpcs,
    f.schedule,
    s.title
from (
    select c.hcpcs, p.schedule
    from codes as c
    inner join internal.code_schedules as p on regexp_full_match(c.hcpcs, p.code_pattern)
    qualify row_number() over (partition by c.hcpcs order by p.precedence) = 1
) as f
inner join payment_schedules as s on f.schedule = s.schedule
order by f.hcpcs
