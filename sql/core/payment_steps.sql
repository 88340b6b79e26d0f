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
        on t.from_release = i.from_release and t.to_release = i.to_release
),

steps as (
    select
        *,
        paid_amount(
            terms_amount(
                old_factor, old_term_1, old_index_1, old_term_2, old_index_2, old_term_3, old_index_3
            ),
            terms_amount(
                old_factor, old_cap_1, old_index_1, old_cap_2, old_index_2, old_cap_3, old_index_3
            )
        ) as old_amount,
        paid_amount(
            terms_amount(
                old_factor, new_term_1, old_index_1, old_term_2, old_index_2, old_term_3, old_index_3
            ),
            terms_amount(
                old_factor, new_cap_1, old_index_1, old_cap_2, old_index_2, old_cap_3, old_index_3
            )
        ) as after_term_1,
        paid_amount(
            terms_amount(
                old_factor, new_term_1, old_index_1, new_term_2, old_index_2, old_term_3, old_index_3
            ),
            terms_amount(
                old_factor, new_cap_1, old_index_1, old_cap_2, old_index_2, old_cap_3, old_index_3
            )
        ) as after_term_2,
        paid_amount(
            terms_amount(
                old_factor, new_term_1, old_index_1, new_term_2, old_index_2, new_term_3, old_index_3
            ),
            terms_amount(
                old_factor, new_cap_1, old_index_1, old_cap_2, old_index_2, old_cap_3, old_index_3
            )
        ) as after_term_3,
        paid_amount(
            terms_amount(
                old_factor, new_term_1, old_index_1, new_term_2, old_index_2, new_term_3, old_index_3
            ),
            terms_amount(
                old_factor, new_cap_1, old_index_1, new_cap_2, old_index_2, new_cap_3, old_index_3
            )
        ) as after_cap,
        paid_amount(
            terms_amount(
                old_factor, new_term_1, new_index_1, new_term_2, new_index_2, new_term_3, new_index_3
            ),
            terms_amount(
                old_factor, new_cap_1, new_index_1, new_cap_2, new_index_2, new_cap_3, new_index_3
            )
        ) as after_index,
        paid_amount(
            terms_amount(
                class_factor, new_term_1, new_index_1, new_term_2, new_index_2, new_term_3,
                new_index_3
            ),
            terms_amount(
                class_factor, new_cap_1, new_index_1, new_cap_2, new_index_2, new_cap_3, new_index_3
            )
        ) as after_class,
        paid_amount(
            terms_amount(
                rate_factor, new_term_1, new_index_1, new_term_2, new_index_2, new_term_3,
                new_index_3
            ),
            terms_amount(
                rate_factor, new_cap_1, new_index_1, new_cap_2, new_index_2, new_cap_3, new_index_3
            )
        ) as after_rate,
        paid_amount(
            terms_amount(
                new_factor, new_term_1, new_index_1, new_term_2, new_index_2, new_term_3, new_index_3
            ),
            terms_amount(
                new_factor, new_cap_1, new_index_1, new_cap_2, new_index_2, new_cap_3, new_index_3
            )
        ) as new_amount
    from placed
),

judged as (
    select
        *,
        (coalesce(new_amount, 0) - coalesce(old_amount, 0))::decimal(12, 2) as change,
        old_amount is not null and new_amount is not null and same_payment as both_paid
    from steps
)

select
    *,
    case
        when not (in_old and in_new) then 'code'
        when not (place_in_old and place_in_new) then 'place'
        when both_paid then null
        when class_is_status and old_status <> new_status then 'class'
        when is_rate and same_payment and old_status = new_status then 'rate'
        else 'status'
    end as owed_to
from judged
