-- The same key stands twice with different figures.
-- severity: blocking
with keys as (
    select release, 'hcpcs ' || hcpcs || ' modifier ' || modifier as key, source_file, source_row
    from pfs_rvu
    union all
    select release, 'mac ' || mac || ' locality ' || locality as key, source_file, source_row
    from gpci
    union all
    select
        release,
        'hcpcs ' || hcpcs || ' ' || modifier || ' mac ' || mac || ' locality ' || locality as key,
        source_file,
        source_row
    from oppscap
    union all
    select
        release,
        'mac ' || mac || ' locality ' || locality || case when qp then ' qp' else '' end as key,
        source_file,
        source_row
    from anesthesia_conversion_factors
    union all
    select release, 'hcpcs ' || hcpcs as key, source_file, source_row from opps_rates
    union all
    select release, 'apc ' || apc as key, source_file, source_row from apc_rates
    union all
    select release, 'hcpcs ' || hcpcs as key, source_file, source_row from asc_rates
    union all
    select release, 'zip ' || zip as key, source_file, source_row from zip_localities
)

select
    release,
    min(source_file) || ', rows ' || string_agg(source_row, ' and ' order by source_row)
    || ': ' || key as example
from keys
group by release, key, source_file
having count(*) > 1
