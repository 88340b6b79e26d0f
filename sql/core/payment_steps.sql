-- How an amount changed between two releases, step by step.
-- grain: one row per from_release, to_release, hcpcs, modifier, setting, variant and place of either
-- key: from_release, to_release, hcpcs, modifier, setting, variant, place_kind, place
-- schema: internal
-- source: terms_amount and paid_amount, as in payment. after_term_1 to after_rate: what would have
--   been paid with the new release's terms, ceiling, indices, class and rate so far, and the old of
--   all others. both_paid: each of the steps is an amount. owed_to: what the whole change is owed to
--   where they are not: 'code', 'place', 'class', 'rate' or 'status'.
-- kind: view
-- depends: terms_compared, places_compared, terms_amount, paid_amount
with placed as (
    select
        t.*,
        i.place_kind,
        i.place,
        i.mac,
        i.locality,
        i.in_old as place_in_old,
        i.in_new as place_in_new,
        i.old_index_1,
        i.old_index_2,
        i.old_index_3,
        i.new_index_1,
        i.new_index_2,
        i.new_index_3
    from internal.terms_compared as t
    inner join internal.places_compared as i
        on t.from_release = i.from_release and t.to_release = i.to_release and t.fee_area = i.fee_area
),

unrounded as (
    select
        *,
        terms_amount(
            old_factor, old_term_1, old_index_1, old_term_2, old_index_2, old_term_3, old_index_3
        ) as fee_old,
        terms_amount(
            old_factor, old_cap_1, old_index_1, old_cap_2, old_index_2, old_cap_3, old_index_3
        ) as ceiling_old,
        terms_amount(
            old_factor, new_term_1, old_index_1, old_term_2, old_index_2, old_term_3, old_index_3
        ) as fee_term_1,
        terms_amount(
            old_factor, new_cap_1, old_index_1, old_cap_2, old_index_2, old_cap_3, old_index_3
        ) as ceiling_term_1,
        terms_amount(
            old_factor, new_term_1, old_index_1, new_term_2, old_index_2, old_term_3, old_index_3
        ) as fee_term_2,
        terms_amount(
            old_factor, new_term_1, old_index_1, new_term_2, old_index_2, new_term_3, old_index_3
        ) as fee_term_3,
        terms_amount(
            old_factor, new_cap_1, old_index_1, new_cap_2, old_index_2, new_cap_3, old_index_3
        ) as ceiling_cap,
        terms_amount(
            old_factor, new_term_1, new_index_1, new_term_2, new_index_2, new_term_3, new_index_3
        ) as fee_index,
        terms_amount(
            old_factor, new_cap_1, new_index_1, new_cap_2, new_index_2, new_cap_3, new_index_3
        ) as ceiling_index,
        terms_amount(
            class_factor, new_term_1, new_index_1, new_term_2, new_index_2, new_term_3,
            new_index_3
        ) as fee_class,
        terms_amount(
            class_factor, new_cap_1, new_index_1, new_cap_2, new_index_2, new_cap_3, new_index_3
        ) as ceiling_class,
        terms_amount(
            rate_factor, new_term_1, new_index_1, new_term_2, new_index_2, new_term_3,
            new_index_3
        ) as fee_rate,
        terms_amount(
            rate_factor, new_cap_1, new_index_1, new_cap_2, new_index_2, new_cap_3, new_index_3
        ) as ceiling_rate,
        terms_amount(
            new_factor, new_term_1, new_index_1, new_term_2, new_index_2, new_term_3, new_index_3
        ) as fee_new,
        terms_amount(
            new_factor, new_cap_1, new_index_1, new_cap_2, new_index_2, new_cap_3, new_index_3
        ) as ceiling_new
    from placed
),

steps as (
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
        in_old,
        in_new,
        place_in_old,
        place_in_new,
        is_rate,
        same_payment,
        class_is_status,
        old_status,
        new_status,
        old_class,
        new_class,
        old_reason,
        new_reason,
        old_unit_rate,
        new_unit_rate,
        paid_amount(fee_old, ceiling_old) as old_amount,
        paid_amount(fee_term_1, ceiling_term_1) as after_term_1,
        paid_amount(fee_term_2, ceiling_term_1) as after_term_2,
        paid_amount(fee_term_3, ceiling_term_1) as after_term_3,
        paid_amount(fee_term_3, ceiling_cap) as after_cap,
        paid_amount(fee_index, ceiling_index) as after_index,
        paid_amount(fee_class, ceiling_class) as after_class,
        paid_amount(fee_rate, ceiling_rate) as after_rate,
        paid_amount(fee_new, ceiling_new) as new_amount
    from unrounded
),

judged as (
    select
        *,
        (coalesce(new_amount, 0) - coalesce(old_amount, 0))::decimal(12, 2) as change,
        old_amount is not null and new_amount is not null and same_payment as both_paid
    from steps
)

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
    in_old,
    in_new,
    place_in_old,
    place_in_new,
    is_rate,
    same_payment,
    class_is_status,
    old_status,
    new_status,
    old_class,
    new_class,
    old_reason,
    new_reason,
    old_unit_rate,
    new_unit_rate,
    old_amount,
    after_term_1,
    after_term_2,
    after_term_3,
    after_cap,
    after_index,
    after_class,
    after_rate,
    new_amount,
    change,
    both_paid,
    case
        when not (in_old and in_new) then 'code'
        when not (place_in_old and place_in_new) then 'place'
        when both_paid then null
        when class_is_status and old_status <> new_status then 'class'
        when is_rate and same_payment and old_status = new_status then 'rate'
        else 'status'
    end as owed_to
from judged
