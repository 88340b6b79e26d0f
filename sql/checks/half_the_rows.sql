-- A table has fewer than half the rows of the release before.
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
    select release, 'addendum ' || addendum as table_name, count(payment_rate) as held
    from asc_rates group by release, addendum
    union all
    select release, 'zip5' as table_name, count(*) as held from zip_localities group by release
    union all
    select release, 'wage_index' as table_name, count(*) as held from wage_index group by release
),

before as (
    select
        c.release,
        c.table_name,
        c.held,
        lag(c.held) over (
            partition by c.table_name order by r.effective_from, r.effective_through nulls first
        ) as held_before
    from counted as c
    inner join releases as r on c.release = r.release
)

select
    release,
    table_name || ' has ' || held || ' rows, the release before ' || held_before as example
from before
where held * 2 < held_before
