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
),

-- Every code in one text, so that each pattern is compiled once and not once a code.
listed as (
    select string_agg(hcpcs, chr(10)) as every_code
    from codes
),

fitting as (
    select
        p.precedence,
        p.schedule,
        unnest(regexp_extract_all(l.every_code, '(?m)^(' || p.code_pattern || ')$')) as hcpcs
    from listed as l
    cross join internal.code_schedules as p
),

ranked as (
    select
        hcpcs,
        schedule,
        row_number() over (partition by hcpcs order by precedence) as place
    from fitting
)

select
    f.hcpcs,
    f.schedule,
    s.title
from ranked as f
inner join payment_schedules as s on f.schedule = s.schedule
where f.place = 1
order by f.hcpcs
