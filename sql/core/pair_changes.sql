-- The amounts of any two releases of a data set, and how much each cause adds to the difference.
-- grain: one row per from_release, to_release, hcpcs, modifier, mac, locality, qp and site of either
-- key: from_release, to_release, hcpcs, modifier, mac, locality, qp, site
-- source: pfs_changes, facility_changes. The parts add up to the change to the cent, because each is
--   the difference of two amounts that are rounded once, one input after another taken from the new
--   release: work, practice expense and malpractice RVUs, OPPS cap, GPCI, factor; in a hospital or
--   an ASC the APC or payment indicator, the rate, the factor. An amount that is not there counts as
--   zero in the change, and all of it is owed to the code, the locality or the status. Amounts of a
--   drug, blood, a source or a product are those of one unit; old_unit_rate and new_unit_rate have
--   CMS's third decimal. What the PFS pays a hospital (therapy, mammography) is in the PFS pairs.
-- kind: view
-- depends: pfs_changes, facility_changes
with pfs as (
    select
        *,
        in_old and in_new and place_in_old and place_in_new as in_both,
        coalesce(paid_6, 0) - coalesce(paid_0, 0) as change,
        paid_0 is not null and paid_6 is not null as both_paid
    from pfs_changes
),

facility as (
    select
        *,
        in_old and in_new as in_both,
        coalesce(paid_3, 0) - coalesce(paid_0, 0) as change,
        site = 'hospital' and paid_otherwise as status_changed,
        paid_0 is not null and paid_3 is not null and not (site = 'hospital' and paid_otherwise)
            as both_paid
    from facility_changes
)

select
    hcpcs,
    modifier,
    mac,
    locality,
    qp,
    site,
    from_release,
    to_release,
    consecutive,
    effective_from,
    paid_0 as old_amount,
    paid_6 as new_amount,
    change::decimal(12, 2) as change,
    case when both_paid then paid_1 - paid_0 else 0 end::decimal(12, 2) as work_rvu_part,
    case when both_paid then paid_2 - paid_1 else 0 end::decimal(12, 2) as pe_rvu_part,
    case when both_paid then paid_3 - paid_2 else 0 end::decimal(12, 2) as mp_rvu_part,
    case when both_paid then paid_4 - paid_3 else 0 end::decimal(12, 2) as opps_cap_part,
    case when both_paid then paid_5 - paid_4 else 0 end::decimal(12, 2) as gpci_part,
    case when both_paid then paid_6 - paid_5 else 0 end::decimal(12, 2) as conversion_factor_part,
    0::decimal(12, 2) as indicator_part,
    0::decimal(12, 2) as rate_part,
    case when in_both and not both_paid then change else 0 end::decimal(12, 2) as status_part,
    case when not (in_old and in_new) then change else 0 end::decimal(12, 2) as code_part,
    case
        when in_old and in_new and not (place_in_old and place_in_new) then change else 0
    end::decimal(12, 2) as locality_part,
    old_status,
    new_status,
    null as old_apc,
    null as new_apc,
    case
        when not in_old and site = 'hospital' then 'not paid to a hospital under the physician fee schedule in ' || from_release
        when not in_old then 'not in ' || from_release
        when not place_in_old then 'not a locality in ' || from_release
        else old_reason
    end as old_reason,
    case
        when not in_new and site = 'hospital' then 'not paid to a hospital under the physician fee schedule in ' || to_release
        when not in_new
            then 'not in ' || to_release || '; in ' || from_release || ': ' || old_status
        when not place_in_new then 'not a locality in ' || to_release
        else new_reason
    end as new_reason,
    null::decimal(12, 3) as old_unit_rate,
    null::decimal(12, 3) as new_unit_rate
from pfs
union all
select
    hcpcs,
    '' as modifier,
    'national' as mac,
    'national' as locality,
    false as qp,
    site,
    from_release,
    to_release,
    consecutive,
    effective_from,
    paid_0 as old_amount,
    paid_3 as new_amount,
    change::decimal(12, 2) as change,
    0::decimal(12, 2) as work_rvu_part,
    0::decimal(12, 2) as pe_rvu_part,
    0::decimal(12, 2) as mp_rvu_part,
    0::decimal(12, 2) as opps_cap_part,
    0::decimal(12, 2) as gpci_part,
    case when both_paid then paid_3 - paid_2 else 0 end::decimal(12, 2) as conversion_factor_part,
    case
        when both_paid then paid_1 - paid_0
        when in_both and site = 'asc' and old_status <> new_status then change
        else 0
    end::decimal(12, 2) as indicator_part,
    case
        when both_paid then paid_2 - paid_1
        when in_both and not status_changed and old_status = new_status then change
        else 0
    end::decimal(12, 2) as rate_part,
    case
        when in_both and not both_paid and site = 'hospital'
            and (status_changed or old_status <> new_status) then change
        else 0
    end::decimal(12, 2) as status_part,
    case when not in_both then change else 0 end::decimal(12, 2) as code_part,
    0::decimal(12, 2) as locality_part,
    old_status,
    new_status,
    old_apc,
    new_apc,
    case when in_old then old_reason else 'not in ' || from_release end as old_reason,
    case
        when in_new then new_reason
        else 'not in ' || to_release || '; in ' || from_release || ': ' || old_status
    end as new_reason,
    old_unit_rate,
    new_unit_rate
from facility
