-- Rows of a QPP file that differ from the nonQPP file in more than the conversion factor.
-- grain: one row per release, hcpcs and modifier that differs; empty where the twins agree
-- key: release, hcpcs, modifier
-- schema: internal
-- source: the two PPRRVU files of a release since 2026; only the factor differs by design
-- depends: loaded_pprrvu
with ordinary as (
    select * exclude (qp, conversion_factor, source_file, source_row)
    from loaded_pprrvu
    where not qp and release in (select q.release from loaded_pprrvu as q where q.qp)
),

twin as (
    select * exclude (qp, conversion_factor, source_file, source_row) from loaded_pprrvu where qp
),

differing as (
    (select * from twin except select * from ordinary)
    union all
    (select * from ordinary except select * from twin)
)

select distinct release, hcpcs, modifier
from differing
order by release, hcpcs, modifier
