-- Figures of well-known codes that are outside the range of all earlier releases.
-- grain: one row per release and code
-- key: release, table_name, hcpcs
-- schema: internal
-- source: PPRRVU (total outside a facility), Addendum B, ASC AA and BB (rate); known_codes
-- kind: view
-- depends: known_codes, pfs_rvu, opps_rates, asc_rates
with printed as (
    select
        release, 'pprrvu' as table_name, hcpcs, nonfacility_total as figure, source_file,
        source_row
    from main.pfs_rvu
    where modifier = ''
    union all
    select release, 'addendum_b', hcpcs, payment_rate, source_file, source_row
    from main.opps_rates
    union all
    select release, 'asc_' || lower(addendum), hcpcs, payment_rate, source_file, source_row
    from main.asc_rates
)

select
    p.release,
    p.table_name,
    p.hcpcs,
    p.figure,
    k.lowest,
    k.highest,
    p.source_file,
    p.source_row
from printed as p
inner join internal.known_codes as k on p.table_name = k.table_name and p.hcpcs = k.hcpcs
where p.figure not between k.lowest and k.highest
