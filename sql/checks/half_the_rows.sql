-- A table has fewer than half the rows of the release before or after it, or of its own last posting.
-- severity: blocking
--   OPPS and ASC count the codes with a rate: a quarter's file may list the rated codes alone
--   (July 2026 as at hand: 7,359 codes, all rated; January: 18,984 codes, 7,308 rated).
with counted as (
    select release, 'pprrvu' as table_name, count(*) as held from pfs_rvu group by release
    union all
    select release, 'gpci' as table_name, count(*) as held from gpci group by release
    union all
    select release, 'addendum_b' as table_name, count(payment_rate) as held
    from opps_rates group by release
    union all
    select release, 'asc_' || lower(addendum) as table_name, count(payment_rate) as held
    from asc_rates group by release, addendum
    union all
    select release, 'zip5' as table_name, count(*) as held from zip_localities group by release
    union all
    select release, 'wage_index' as table_name, count(*) as held from wage_index group by release
),

beside as (
    select
        c.release,
        c.table_name,
        c.held,
        lag(c.held) over (
            partition by c.table_name order by r.effective_from, r.effective_through nulls first
        ) as held_before,
        lead(c.held) over (
            partition by c.table_name order by r.effective_from, r.effective_through nulls first
        ) as held_after
    from counted as c
    inner join releases as r on c.release = r.release
),

shrunk as (
    select
        f.release,
        f.table_name,
        f.rows_loaded as held,
        b.rows_loaded as held_before
    from files as f
    inner join files_before as b on f.release = b.release and f.table_name = b.table_name
    where f.rows_loaded * 2 < b.rows_loaded
)

select
    release,
    table_name || ' has ' || held || ' rows, the release beside it '
    || greatest(held_before, held_after) as example
from beside
where held * 2 < held_before or held * 2 < held_after
union all
select
    release,
    table_name || ' has ' || held || ' rows, its last posting ' || held_before as example
from shrunk
