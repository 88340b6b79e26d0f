-- The GPCIs that a row of site_amounts is computed with.
-- grain: one row per release, mac and locality; release '' is for codes that the PFS does not list
-- key: release, mac, locality
-- schema: internal
-- source: locality_indices. 'open' is a place that lies in several localities: it has no GPCIs, and
--   no_gpci_reason says so.
-- depends: locality_indices, localities_history
select
    release,
    mac,
    locality,
    locality_name,
    state,
    work_gpci,
    pe_gpci,
    mp_gpci,
    null as no_gpci_reason
from internal.locality_indices
union all
select
    '' as release,
    mac,
    locality,
    max_by(locality_name, effective_from) as locality_name,
    max_by(state, effective_from) as state,
    null as work_gpci,
    null as pe_gpci,
    null as mp_gpci,
    null as no_gpci_reason
from localities_history
group by mac, locality
union all
select distinct
    release,
    'open' as mac,
    'open' as locality,
    'several localities' as locality_name,
    null as state,
    null as work_gpci,
    null as pe_gpci,
    null as mp_gpci,
    'the place lies in more than one locality: name a ZIP code, a county or a locality too'
        as no_gpci_reason
from internal.locality_indices
order by release, mac, locality
