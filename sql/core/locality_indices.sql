-- The GPCIs that an amount is computed with: each locality of a release, and the nation.
-- grain: one row per release, mac and locality; release '' carries the nation alone
-- key: release, mac, locality
-- schema: internal
-- source: gpci; a national amount has every index 1 (RVU25D.pdf page 2)
-- depends: gpci
with nation as (
    select distinct release from gpci
    union all
    select '' as release
)

select
    release,
    mac,
    locality,
    locality_name,
    state,
    work_gpci,
    pe_gpci,
    mp_gpci,
    source_file,
    source_row
from gpci
union all
select
    release,
    'national' as mac,
    'national' as locality,
    'NATIONAL' as locality_name,
    'US' as state,
    1::decimal(7, 4) as work_gpci,
    1::decimal(7, 4) as pe_gpci,
    1::decimal(7, 4) as mp_gpci,
    'national: every GPCI is 1' as source_file,
    null as source_row
from nation
order by release, mac, locality
