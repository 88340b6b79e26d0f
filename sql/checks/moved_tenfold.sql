-- A figure is ten times, or a tenth of, the figure in the release before: an error of CMS's, or one damaged cell.
-- severity: finding
--   True of up to 7 figures in a release of CMS's. In July 2025 Addendum B was posted twice: J2724
--   1.503, and again 15.031.
with beside as (
    select
        *,
        lag({'release': release, 'printed': printed}) over (
            partition by table_name, figure, item order by effective_from, release
        ) as before_it
    from internal.printed_figures
    where
        figure in (
            'payment_rate', 'rate', 'work_rvu', 'nonfacility_pe_rvu', 'facility_pe_rvu', 'mp_rvu'
        )
)

select
    release,
    source_file || ', row ' || source_row || ': ' || item || ' ' || figure || ' '
    || printed::decimal(18, 4) || ', in ' || before_it.release || ' '
    || before_it.printed::decimal(18, 4) as example
from beside
where printed >= 10 * before_it.printed or before_it.printed >= 10 * printed
