-- Many cells of a file cannot be read: it is damaged, or was saved with other columns or another number format. Download CMS's file again.
-- severity: blocking
--   Not one rate, weight, copayment or code of CMS's 57 releases is unreadable. Up to 10 cells of
--   a column, or 1 in 100 of it, stay findings with their row (`rejected_rows`).
with refused as (
    select
        release,
        table_name,
        "column",
        count(*) as cells,
        min_by(source_file || ', row ' || source_row || ': ''' || value || ''' ' || reason, source_row)
            as first_of_them
    from rejects
    where not blocking
    group by release, table_name, "column"
),

printed as (
    unpivot (
        select
            release,
            'addendum_b' as table_name,
            count(*) as hcpcs,
            count(payment_rate) as payment_rate,
            count(relative_weight) as relative_weight,
            count(national_copayment) as national_copayment,
            count(minimum_copayment) as minimum_copayment,
            count(adjusted_copayment) as adjusted_copayment
        from opps_rates
        group by release
        union all by name
        select
            release,
            'asc_' || lower(addendum) as table_name,
            count(*) as hcpcs,
            count(payment_rate) as payment_rate,
            count(payment_weight) as payment_weight
        from asc_rates
        group by release, addendum
        union all by name
        select
            release,
            'wage_index' as table_name,
            count(*) as cbsa,
            count(wage_index) as wage_index
        from wage_index
        group by release
    )
    on columns(* exclude (release, table_name))
    into name "column" value cells
)

select
    r.release,
    r.cells || ' of ' || r.cells + p.cells || ' cells of ' || r."column" || ', the first in '
    || r.first_of_them as example
from refused as r
inner join printed as p
    on r.release = p.release and r.table_name = p.table_name and r."column" = p."column"
where r.cells > 10 and r.cells * 100 > r.cells + p.cells
