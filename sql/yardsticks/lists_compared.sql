-- The length of each list of a release, compared with the least it should be.
-- grain: one row per release, CMS table, what is counted and what it is compared with
-- key: release, table_name, counted, held_against
-- schema: internal
-- source: counted; expected_rows where no release is beside it
-- depends: site_schedules, code_terms, releases, files, files_before, pfs_rvu, gpci, opps_rates, asc_rates, zip_localities, wage_index, pfs_status_codes, opps_status_indicators, asc_payment_indicators, expected_rows
--   Compared with: the release before, the one after of the same year, the last posting of the
--   file itself, and the yardstick of its year. An excerpt that says so is held against no
--   yardstick.
with listed as (
    select
        v.release,
        'pprrvu' as table_name,
        s.payable and v.nonfacility_total + v.facility_total > 0 as paid
    from pfs_rvu as v
    left join pfs_status_codes as s on v.status_code = s.status_code
    union all
    select o.release, 'addendum_b', s.payment = 'rate' and o.payment_rate > 0
    from opps_rates as o
    left join opps_status_indicators as s on o.status_indicator = s.status_indicator
    union all
    select a.release, 'asc_' || lower(a.addendum), s.payment = 'rate' and a.payment_rate > 0
    from asc_rates as a
    left join asc_payment_indicators as s on a.payment_indicator = s.payment_indicator
    union all
    select g.release, 'gpci', null from gpci as g
    union all
    select z.release, 'zip5', null from zip_localities as z
    union all
    select w.release, 'wage_index', null from wage_index as w
),

-- The tables of every other data set; a person's own list of hospitals may have any length.
others as (
    select f.release, f.table_name, f.source_file, f.rows_loaded
    from files as f
    inner join releases as r on f.release = r.release
    anti join internal.site_schedules as s on r.dataset = s.schedule
    where r.dataset <> 'HOSPITALS' and f.table_name not in ('zip5', 'wage_index')
),

counted as (
    select release, table_name, 'rows' as counted, count(*) as held
    from listed
    group by release, table_name
    union all
    select release, table_name, 'codes with an amount', count(*) filter (paid)
    from listed
    where table_name in ('pprrvu', 'addendum_b', 'asc_aa', 'asc_bb')
    group by release, table_name
    union all
    select release, table_name, 'rows', sum(rows_loaded)
    from others
    group by release, table_name
    union all
    select c.release, o.table_name, 'codes with an amount', count(c.factor * c.term_1)
    from internal.code_terms as c
    inner join others as o on c.release = o.release and c.source_file = o.source_file
    group by c.release, o.table_name
),

ordered as (
    select
        c.*,
        year(r.effective_from) as payment_year,
        lag({'release': c.release, 'held': c.held}) over beside as before_it,
        lead({
            'release': c.release, 'held': c.held, 'payment_year': year(r.effective_from)
        }) over beside as after_it
    from counted as c
    inner join releases as r on c.release = r.release
    window beside as (
        partition by c.table_name, c.counted
        order by r.effective_from, r.effective_through nulls first
    )
),

compared as (
    select
        release, table_name, counted, held,
        before_it.release || ' before it' as held_against,
        before_it.held as expected,
        false as exact
    from ordered
    where before_it is not null
    union all
    select
        release, table_name, counted, held, after_it.release || ' after it', after_it.held, false
    from ordered
    where after_it.payment_year = payment_year
    union all
    select
        f.release, f.table_name, 'rows', max(f.rows_loaded), 'its last posting',
        max(b.rows_loaded), false
    from files as f
    inner join internal.files_before as b on f.release = b.release and f.table_name = b.table_name
    group by f.release, f.table_name
    union all
    select
        o.release, o.table_name, o.counted, o.held, 'a whole file of ' || e.payment_year,
        case o.counted when 'rows' then e.expected_rows else e.expected_paid end,
        e.exact and e.payment_year = o.payment_year
    from ordered as o
    asof inner join internal.expected_rows as e
        on o.table_name = e.table_name and o.payment_year >= e.payment_year
    anti join files as x
        on o.release = x.release and o.table_name = x.table_name and x.excerpt
)

select
    c.release,
    c.table_name,
    c.counted,
    c.held,
    c.held_against,
    c.expected,
    case when c.exact then c.held < c.expected else c.held * 10 < c.expected * 9 end as short,
    r.fewer_accepted
from compared as c
inner join releases as r on c.release = r.release
