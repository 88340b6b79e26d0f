-- The PFS conversion factors: dollars per RVU.
-- grain: one row per release and qp
-- key: release, qp
-- source: CONV FACTOR column of PPRRVU; for qp the QPP twin, else the final rule; 42 CFR 414.28
-- depends: releases, loaded_pprrvu, qp_conversion_factors
with published as (
    select
        release,
        qp,
        min(conversion_factor)::decimal(9, 4) as conversion_factor,
        count(distinct conversion_factor) as values_in_file,
        min(source_file) as source_file,
        min(source_row) as source_row
    from loaded_pprrvu
    group by release, qp
),

ruled as (
    select
        p.release,
        true as qp,
        f.qp_conversion_factor as conversion_factor,
        1 as values_in_file,
        f.source as source_file,
        null as source_row
    from published as p
    inner join releases as r on p.release = r.release
    inner join internal.qp_conversion_factors as f
        on year(r.effective_from) = f.payment_year and p.conversion_factor = f.conversion_factor
    where not p.qp and p.release not in (select q.release from published as q where q.qp)
),

factors as (
    select release, qp, conversion_factor, values_in_file, source_file, source_row from published
    union all
    select release, qp, conversion_factor, values_in_file, source_file, source_row from ruled
)

select
    f.release,
    f.qp,
    f.conversion_factor,
    f.values_in_file,
    r.effective_from,
    r.effective_through,
    f.source_file,
    f.source_row
from factors as f
inner join releases as r on f.release = r.release
order by r.effective_from, f.qp
