-- The same key appears twice with different figures.
-- severity: blocking
--   A code in both ASC addenda is one too: it can have one rate only.
with keys as (
    select 'PPRRVU' as table_name, release, hcpcs, modifier, '' as mac, '' as locality,
        source_file, source_row
    from pfs_rvu
    union all
    select 'GPCI', release, '', '', mac, locality, source_file, source_row
    from gpci
    union all
    select 'OPPSCAP', release, hcpcs, modifier, mac, locality, source_file, source_row
    from oppscap
    union all
    select 'ANES', release, '', case when qp then 'qp' else '' end, mac, locality,
        source_file, source_row
    from anesthesia_conversion_factors
    union all
    select 'B', release, hcpcs, '', '', '', source_file, source_row
    from opps_rates
    union all
    select 'A', release, apc, '', '', '', source_file, source_row
    from apc_rates
    union all
    select 'AA, BB', release, hcpcs, '', '', '', source_file, source_row
    from asc_rates
    union all
    select 'ZIP5', release, zip, '', '', '', source_file, source_row
    from zip_localities
),

twice as (
    select table_name, release, hcpcs, modifier, mac, locality
    from keys
    group by all
    having count(*) > 1
)

select
    t.release,
    concat_ws(
        ' ',
        case t.table_name when 'A' then 'apc ' when 'ZIP5' then 'zip ' else 'hcpcs ' end
        || nullif(t.hcpcs, ''),
        'modifier ' || nullif(t.modifier, ''),
        'mac ' || nullif(t.mac, ''),
        'locality ' || nullif(t.locality, '')
    ) || ': ' || string_agg(
        k.source_file || ', row ' || k.source_row, ' and ' order by k.source_file, k.source_row
    ) as example
from twice as t
inner join keys as k using (table_name, release, hcpcs, modifier, mac, locality)
group by t.table_name, t.release, t.hcpcs, t.modifier, t.mac, t.locality
