-- The indices of a file do not average near 1: the column is damaged or belongs to another table. Download CMS's file again.
-- severity: blocking
--   The averages of GPCI lie between 0.85 and 1.05 in every release of 2020 to 2026, those of the
--   wage index between 0.92 and 0.93.
with averages as (
    select
        release,
        source_file,
        unnest(['work_gpci', 'pe_gpci', 'mp_gpci']) as figure,
        unnest([sum(work_gpci), sum(pe_gpci), sum(mp_gpci)]) as total,
        count(*) as held
    from gpci
    group by release, source_file
    union all
    select release, source_file, 'wage_index', sum(wage_index), count(wage_index)
    from wage_index
    group by release, source_file
)

select
    release,
    source_file || ': ' || figure || ' of ' || held || ' rows add up to ' || total as example
from averages
where total not between held * 0.7 and held * 1.3
