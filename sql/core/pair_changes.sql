-- payment_changes with the names that the parts have in each schedule: what rate_changes,
-- changes_between and `diff` show.
-- grain: one row per from_release, to_release, hcpcs, modifier, site, variant and place of either
-- key: from_release, to_release, hcpcs, modifier, site, variant, place_kind, place
-- schema: internal
-- source: payment_changes. The terms of the PFS are its RVUs, its indices the GPCIs, its ceiling the
--   OPPS cap; terms_part and index_part are those of any other schedule. indicator_part: an APC or a
--   payment indicator.
-- kind: view
-- depends: payment_changes
select
    hcpcs,
    modifier,
    mac,
    locality,
    variant = 'qp' as qp,
    setting as site,
    from_release,
    to_release,
    consecutive,
    effective_from,
    old_amount,
    new_amount,
    change,
    case schedule when 'PFS' then term_1_part else 0 end::decimal(12, 2) as work_rvu_part,
    case schedule when 'PFS' then term_2_part else 0 end::decimal(12, 2) as pe_rvu_part,
    case schedule when 'PFS' then term_3_part else 0 end::decimal(12, 2) as mp_rvu_part,
    case schedule when 'PFS' then cap_part else 0 end::decimal(12, 2) as opps_cap_part,
    case schedule when 'PFS' then index_part else 0 end::decimal(12, 2) as gpci_part,
    factor_part as conversion_factor_part,
    class_part as indicator_part,
    rate_part,
    status_part,
    code_part,
    place_part as locality_part,
    old_status,
    new_status,
    nullif(old_class, old_status) as old_apc,
    nullif(new_class, new_status) as new_apc,
    old_reason,
    new_reason,
    old_unit_rate,
    new_unit_rate,
    schedule,
    variant,
    place_kind,
    place,
    case schedule when 'PFS' then 0 else term_1_part + term_2_part + term_3_part + cap_part
    end::decimal(12, 2) as terms_part,
    case schedule when 'PFS' then 0 else index_part end::decimal(12, 2) as index_part
from main.payment_changes
