-- The GPCIs of each locality and the nation, as place_terms has them.
-- grain: one row per PFS release, mac and locality
-- schema: internal
-- source: locality_indices
-- kind: view
-- into: place_terms
-- depends: locality_indices
select
    'PFS' as schedule,
    release,
    case mac when 'national' then 'nation' else 'locality' end as place_kind,
    case mac when 'national' then mac else mac || '-' || locality end as place,
    locality_name as place_name,
    mac,
    locality,
    work_gpci as index_1,
    pe_gpci as index_2,
    mp_gpci as index_3,
    source_file,
    source_row
from internal.locality_indices
where release <> ''
