-- What changed between any two releases of a data set, and why: same columns as rate_changes.
-- args: old_release, new_release
-- grain: as rate_changes
-- source: pair_changes. Name a code or a locality: all of both PFS releases are millions of rows.
-- example: select hcpcs, site, old_amount, new_amount, change, pe_rvu_part, conversion_factor_part
--   from changes_between('RVU25A', 'RVU26C')
--   where hcpcs = '45378' and mac = 'national' and modifier = '' and not qp
--   No row where one of them is not loaded, or they are of two data sets (table releases).
-- depends: pair_changes
with asked as (
    select *
    from (
        select columns('.*') as 'ratebook_\0' from pair_changes
        where (old_amount, old_unit_rate) is distinct from (new_amount, new_unit_rate)
    )
    where
        ratebook_from_release = upper(old_release)
        and ratebook_to_release = upper(new_release)
)

select
    ratebook_hcpcs as hcpcs,
    ratebook_modifier as modifier,
    ratebook_mac as mac,
    ratebook_locality as locality,
    ratebook_qp as qp,
    ratebook_site as site,
    ratebook_from_release as from_release,
    ratebook_to_release as to_release,
    ratebook_effective_from as effective_from,
    ratebook_old_amount as old_amount,
    ratebook_new_amount as new_amount,
    ratebook_change as change,
    ratebook_work_rvu_part as work_rvu_part,
    ratebook_pe_rvu_part as pe_rvu_part,
    ratebook_mp_rvu_part as mp_rvu_part,
    ratebook_opps_cap_part as opps_cap_part,
    ratebook_gpci_part as gpci_part,
    ratebook_conversion_factor_part as conversion_factor_part,
    ratebook_indicator_part as indicator_part,
    ratebook_rate_part as rate_part,
    ratebook_status_part as status_part,
    ratebook_code_part as code_part,
    ratebook_locality_part as locality_part,
    ratebook_old_status as old_status,
    ratebook_new_status as new_status,
    ratebook_old_apc as old_apc,
    ratebook_new_apc as new_apc,
    ratebook_old_reason as old_reason,
    ratebook_new_reason as new_reason,
    ratebook_old_unit_rate as old_unit_rate,
    ratebook_new_unit_rate as new_unit_rate
from asked
