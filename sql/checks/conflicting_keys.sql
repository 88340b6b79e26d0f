-- The same key stands twice with different figures.
-- severity: blocking
--   A code in both ASC addenda is one too: it can have one rate only.
with keys as (
    select
        'PPRRVU' as table_name,
        release,
        'hcpcs ' || hcpcs || ' modifier ' || modifier as key,
        source_file,
        source_row
    from pfs_rvu
    union all
    select
        'GPCI' as table_name,
        release,
        'mac ' || mac || ' locality ' || locality as key,
        source_file,
        source_row
    from gpci
    union all
    select
        'OPPSCAP' as table_name,
        release,
        'hcpcs ' || hcpcs || ' ' || modifier || ' mac ' || mac || ' locality ' || locality as key,
        source_file,
        source_row
    from oppscap
    union all
    select
        'ANES' as table_name,
        release,
        'mac ' || mac || ' locality ' || locality || case when qp then ' qp' else '' end as key,
        source_file,
        source_row
    from anesthesia_conversion_factors
    union all
    select 'B' as table_name, release, 'hcpcs ' || hcpcs as key, source_file, source_row
    from opps_rates
    union all
    select 'A' as table_name, release, 'apc ' || apc as key, source_file, source_row
    from apc_rates
    union all
    select 'AA, BB' as table_name, release, 'hcpcs ' || hcpcs as key, source_file, source_row
    from asc_rates
    union all
    select 'ZIP5' as table_name, release, 'zip ' || zip as key, source_file, source_row
    from zip_localities
)

select
    release,
    key || ': ' || string_agg(
        source_file || ', row ' || source_row, ' and ' order by source_file, source_row
    ) as example
from keys
group by release, table_name, key
having count(*) > 1
