-- A row that was read is not in its table, and was not repeated, noted or rejected.
-- severity: blocking
-- compared: select release, sum(rows_read)::bigint from files group by release
--   held_rows has the rows of every table that is made of a layout. Of a QPP twin only the factor is kept. Files before 2010 print the nation in GPCI, which is
--   no locality. Pairs of NCCI keep no row of their file: pairs_accounted_for counts them.
with counted as (
    select release, source_file, count(distinct source_row) as rows_held
    from held_rows
    group by release, source_file
)

select
    f.release,
    f.source_file || ': ' || f.rows_read || ' rows read, ' || coalesce(c.rows_held, 0)
    || ' in the table' as example
from files as f
left join counted as c on f.release = c.release and f.source_file = c.source_file
anti join conversion_factors as q
    on f.release = q.release and f.source_file = q.source_file and q.qp
where
    f.rows_read <> f.rows_loaded + f.rows_repeated + f.rows_noted + f.rows_rejected
    or (f.rows_loaded <> coalesce(c.rows_held, 0) and f.table_name not like 'ptp_%' and year(
        (select r.effective_from from releases as r where r.release = f.release)
    ) >= 2010)
