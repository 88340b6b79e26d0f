-- Lists that are shorter than they should be, or lack a code that every release has.
-- grain: one row per release and way in which a list of it is short
-- key: release, says
-- schema: internal
-- source: lists_compared; known_codes
-- depends: lists_compared, known_codes, releases, files, pfs_rvu, opps_rates, asc_rates
with listed as (
    select release, 'pprrvu' as table_name, hcpcs from pfs_rvu
    union all
    select release, 'addendum_b', hcpcs from opps_rates
    union all
    select release, 'asc_' || lower(addendum), hcpcs from asc_rates
),

file_of as (
    select release, table_name, min(source_file) as source_file, bool_or(excerpt) as excerpt
    from files
    group by release, table_name
)

select
    c.release,
    c.table_name,
    f.source_file || format(
        case c.counted when 'rows' then ' has {:,} rows, {} {:,}' else ' prices {:,} codes, {} {:,}' end,
        c.held, c.held_against, c.expected
    ) as says,
    c.fewer_accepted
from internal.lists_compared as c
inner join file_of as f on c.release = f.release and c.table_name = f.table_name
where c.short
union all
select
    f.release,
    f.table_name,
    f.source_file || ' lacks ' || k.hcpcs || ', which every release has' as says,
    r.fewer_accepted
from file_of as f
inner join releases as r on f.release = r.release
inner join internal.known_codes as k on f.table_name = k.table_name
anti join listed as l
    on f.release = l.release and f.table_name = l.table_name and k.hcpcs = l.hcpcs
where not f.excerpt
