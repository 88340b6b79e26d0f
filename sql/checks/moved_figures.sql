-- The figures of a file are far from those of the neighboring releases: columns are shifted, sorted separately, or in another unit. Download CMS's file again.
-- severity: blocking
--   Measured on the 57 releases of 2019 to 2026: between two neighbors at most 3.5 in 100 figures
--   grow to twice or fall to half and more (Addendum B 2025 to 2026), over six years 8.4 (ASC BB
--   2020 to 2026);
--   the middle figure moves by -15 (facility practice expense, 2026) to +8 in 100 (ASC AA, 2026).
--   A list that expected_rows does not know was not measured: there it blocks above 50 in 100.
--   It blocks above 5 in 100, or where more than half moved one way by over a quarter, for each
--   year between the two. A release is held against up to two on each side, so that one damaged
--   file is not laid at its neighbors' door; one that is published as it is, is not judged again.
with ordered as (
    select
        *,
        dense_rank() over (partition by table_name order by effective_from, release) as place
    from internal.printed_figures
    where (release, table_name) not in (
        select (release, table_name) from internal.impossible_figures
        group by release, table_name
        having count(*) > 1
    )
),

pairs as (
    select
        own.release,
        own.table_name,
        own.source_file,
        own.source_row,
        own.figure,
        own.item,
        own.printed,
        other.release as other_release,
        other.printed as other_printed,
        greatest(1, abs(year(own.effective_from) - year(other.effective_from))) as years
    from ordered as own
    inner join ordered as other
        on own.table_name = other.table_name and own.figure = other.figure
        and own.item = other.item and other.place between own.place - 2 and own.place + 2
        and other.place <> own.place
    where own.release not in (
        select r.release from releases as r
        semi join internal.files_before as b on r.release = b.release and r.sha256 = b.sha256
    )
),

compared as (
    select
        release,
        table_name,
        source_file,
        figure,
        other_release,
        years,
        count(*) as figures,
        count(*) filter (printed > 2 * other_printed or other_printed > 2 * printed) as far,
        count(*) filter (4 * printed > (4 + years) * other_printed) as higher,
        count(*) filter (4 * other_printed > (4 + years) * printed) as lower,
        min_by(
            {'row': source_row, 'item': item, 'printed': printed, 'other': other_printed}, source_row
        ) filter (4 * printed > 5 * other_printed or 4 * other_printed > 5 * printed) as example
    from pairs
    group by release, table_name, source_file, figure, other_release, years
),

measured_lists as (
    select
        c.*,
        c.table_name in (select e.table_name from internal.expected_rows as e) as measured
    from compared as c
),

judged as (
    select
        *,
        case
            when far > 10 and far * 20 > figures * years and measured then far
            when far > 10 and far * 2 > figures then far
            when figures <= 10 and figure <> 'conversion_factor' then null
            when higher * 2 > figures then higher
            when lower * 2 > figures then lower
        end as moved
    from measured_lists
)

select
    release,
    source_file || ', ' || figure || ': ' || max(moved) || ' of ' || max_by(figures, moved)
    || ' figures, for example row ' || max_by(example, moved).row || ': '
    || max_by(example, moved).item || ' ' || max_by(example, moved).printed::decimal(18, 4)
    || ', in ' || max_by(other_release, moved) || ' ' || max_by(example, moved).other::decimal(18, 4)
        as example
from judged
group by release, table_name, source_file, figure
having count(moved) * 2 > count(*)
