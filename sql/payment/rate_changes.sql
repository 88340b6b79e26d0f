-- What changed from each release to the next one loaded, and why.
-- grain: one row per from_release, to_release, hcpcs, modifier, site, variant and place whose
--   amount is not the same in both
-- key: from_release, to_release, hcpcs, modifier, site, variant, place_kind, place
-- source: payment_changes, where the parts are explained: they add up to the change, to the cent.
--   site: office, professional (what the PFS pays beside a hospital or an ASC), hospital and asc
--   (the facility's own payment: national rows, with qp false, for they have neither locality nor
--   qp), laboratory. For two releases that do not follow each other: changes_between('RVU25A',
--   'RVU26C').
-- kind: view
-- depends: pair_changes
select
    hcpcs,
    modifier,
    mac,
    locality,
    qp,
    site,
    from_release,
    to_release,
    effective_from,
    old_amount,
    new_amount,
    change,
    work_rvu_part,
    pe_rvu_part,
    mp_rvu_part,
    opps_cap_part,
    gpci_part,
    conversion_factor_part,
    indicator_part,
    rate_part,
    status_part,
    code_part,
    locality_part,
    old_status,
    new_status,
    old_apc,
    new_apc,
    old_reason,
    new_reason,
    old_unit_rate,
    new_unit_rate,
    schedule,
    variant,
    place_kind,
    place,
    terms_part,
    index_part
from internal.pair_changes
where
    consecutive
    and (
        old_amount is distinct from new_amount
        or old_unit_rate is distinct from new_unit_rate
    )
