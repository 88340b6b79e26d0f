-- A pair of NCCI that was read is not in ptp_edits.
-- severity: blocking
-- compared: select release, sum(rows_loaded)::bigint from files where table_name like 'ptp_%' group by release
with counted as (
    select kind, count(*) as held from internal.ptp_pairs group by kind
),

loaded as (
    select release, sum(rows_loaded) as rows_loaded from files where table_name like 'ptp_%' group by release
)

select
    l.release,
    l.rows_loaded || ' rows loaded, ' || coalesce(c.held, 0) || ' in the table' as example
from loaded as l
inner join internal.edit_releases as r on l.release = r.release
left join counted as c on r.kind = c.kind
where l.rows_loaded <> coalesce(c.held, 0)
