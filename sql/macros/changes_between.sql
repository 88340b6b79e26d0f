-- What changed between any two releases of a data set, and why: same columns as rate_changes.
-- args: old_release, new_release
-- grain: as rate_changes
-- source: pair_changes. Name a code or a locality: all of both PFS releases are millions of rows.
-- example: select hcpcs, site, old_amount, new_amount, change, pe_rvu_part, conversion_factor_part
--   from changes_between('RVU25A', 'RVU26C')
--   where hcpcs = '45378' and mac = 'national' and modifier = '' and not qp
--   No row where one of them is not loaded, or they are of two data sets (table releases).
-- depends: pair_changes
with found as (
    select columns('.*') as 'ratebook_\0'
    from internal.pair_changes
    where
        old_amount is distinct from new_amount
        or old_unit_rate is distinct from new_unit_rate
)

select columns('ratebook_(.*)') as '\1'
from (
    select * exclude (ratebook_consecutive)
    from found
    where
        ratebook_from_release = upper(old_release)
        and ratebook_to_release = upper(new_release)
)
