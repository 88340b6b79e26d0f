-- The amounts of any two releases of a schedule, and how much each cause adds to the difference.
-- grain: one row per from_release, to_release, hcpcs, modifier, setting, variant and place of either
-- key: from_release, to_release, hcpcs, modifier, setting, variant, place_kind, place
-- source: payment. One input after another is taken from the new release: term_1, term_2, term_3, the
--   ceiling's terms (cap), the indices, the class of the code (its APC or payment indicator, at the
--   old release's rate), the rate, the factor. The parts add up to the change to the cent, because
--   each is the difference of two amounts that are rounded once. A rate that is weight x factor is
--   split into both. An amount that is not there counts as zero in the change, and all of it is owed
--   to the code, the place, the class or the status. A release that has one factor for all is
--   compared with both variants of another.
-- kind: view
-- depends: payment_steps
select
    schedule,
    from_release,
    to_release,
    consecutive,
    effective_from,
    hcpcs,
    modifier,
    setting,
    variant,
    place_kind,
    place,
    mac,
    locality,
    old_amount,
    new_amount,
    change,
    case when both_paid then after_term_1 - old_amount else 0 end::decimal(12, 2) as term_1_part,
    case when both_paid then after_term_2 - after_term_1 else 0 end::decimal(12, 2) as term_2_part,
    case when both_paid then after_term_3 - after_term_2 else 0 end::decimal(12, 2) as term_3_part,
    case when both_paid then after_cap - after_term_3 else 0 end::decimal(12, 2) as cap_part,
    case when both_paid then after_index - after_cap else 0 end::decimal(12, 2) as index_part,
    case
        when both_paid then after_class - after_index
        when owed_to = 'class' then change
        else 0
    end::decimal(12, 2) as class_part,
    case
        when both_paid then after_rate - after_class
        when owed_to = 'rate' then change
        else 0
    end::decimal(12, 2) as rate_part,
    case when both_paid then new_amount - after_rate else 0 end::decimal(12, 2) as factor_part,
    case when owed_to = 'status' then change else 0 end::decimal(12, 2) as status_part,
    case when owed_to = 'code' then change else 0 end::decimal(12, 2) as code_part,
    case when owed_to = 'place' then change else 0 end::decimal(12, 2) as place_part,
    old_status,
    new_status,
    old_class,
    new_class,
    case
        when not in_old and schedule = 'PFS' and setting = 'hospital'
            then 'not paid to a hospital under the physician fee schedule in ' || from_release
        when not in_old then 'not in ' || from_release
        when not place_in_old then 'not a ' || place_kind || ' in ' || from_release
        else old_reason
    end as old_reason,
    case
        when not in_new and schedule = 'PFS' and setting = 'hospital'
            then 'not paid to a hospital under the physician fee schedule in ' || to_release
        when not in_new
            then 'not in ' || to_release || '; in ' || from_release || ': ' || old_status
        when not place_in_new then 'not a ' || place_kind || ' in ' || to_release
        else new_reason
    end as new_reason,
    old_unit_rate,
    new_unit_rate
from internal.payment_steps
