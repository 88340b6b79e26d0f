-- What changed between any two releases of a data set, and why: rows of the shape of rate_changes.
-- args: old_release, new_release
-- grain: as rate_changes
-- source: pair_changes. Name a code or a locality: all of both PFS releases are millions of rows.
-- example: select hcpcs, site, old_amount, new_amount, change, pe_rvu_part, conversion_factor_part
--   from changes_between('RVU25A', 'RVU26C')
--   where hcpcs = '45378' and mac = 'national' and modifier = '' and not qp
-- depends: pair_changes
select
    c.hcpcs,
    c.modifier,
    c.mac,
    c.locality,
    c.qp,
    c.site,
    c.from_release,
    c.to_release,
    c.effective_from,
    c.old_amount,
    c.new_amount,
    c.change,
    c.work_rvu_part,
    c.pe_rvu_part,
    c.mp_rvu_part,
    c.opps_cap_part,
    c.gpci_part,
    c.conversion_factor_part,
    c.indicator_part,
    c.rate_part,
    c.status_part,
    c.code_part,
    c.locality_part,
    c.old_status,
    c.new_status,
    c.old_apc,
    c.new_apc,
    c.old_reason,
    c.new_reason
from pair_changes as c
where
    c.from_release = upper(old_release)
    and c.to_release = upper(new_release)
    and c.old_amount is distinct from c.new_amount
