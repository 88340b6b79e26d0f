-- The terms of a code in two releases of a schedule, side by side.
-- grain: one row per from_release, to_release, hcpcs, modifier, setting, variant and fee_area of either
-- key: from_release, to_release, hcpcs, modifier, setting, variant, fee_area
-- schema: internal
-- source: code_terms. class_factor: the old release's rate of the class (APC) that the code is in
--   now; the new rate itself where that class is new or changes how the rate is made (ASC).
--   rate_factor: the new weight at the old factor, where both rates are weight x factor; else the new
--   rate; the old factor where the schedule has no rates. old_unit_rate, new_unit_rate: where either
--   prints a rate per billing unit; 0.000 in the one that packages it or does not pay it.
-- kind: view
-- depends: release_pairs, release_variants, code_terms, class_rates
with variants as (
    select schedule, release, variant, true as own from internal.release_variants
    union all
    select distinct p.schedule, p.release, o.variant, false as own
    from internal.release_variants as p
    inner join internal.release_variants as o on p.schedule = o.schedule
    anti join internal.release_variants as v
        on p.release = v.release and o.variant = v.variant
),

-- A variant that one of the two has; of the other the ordinary amount is taken.
pairs as (
    select
        p.dataset as schedule,
        p.from_release,
        p.to_release,
        p.consecutive,
        p.effective_from,
        o.variant,
        case when o.own then o.variant else '' end as old_variant,
        case when n.own then n.variant else '' end as new_variant
    from internal.release_pairs as p
    inner join variants as o on p.from_release = o.release
    inner join variants as n on p.to_release = n.release and o.variant = n.variant
    where o.own or n.own
),

codes as (
    select p.*, c.hcpcs, c.modifier, c.setting, c.fee_area
    from pairs as p
    inner join internal.code_terms as c
        on p.from_release = c.release and p.old_variant = c.variant
    union
    select p.*, c.hcpcs, c.modifier, c.setting, c.fee_area
    from pairs as p
    inner join internal.code_terms as c
        on p.to_release = c.release and p.new_variant = c.variant
),

beside as (
    select
        c.*,
        o.release is not null as in_old,
        n.release is not null as in_new,
        coalesce(n.is_rate, o.is_rate) as is_rate,
        o.payment is not distinct from n.payment as same_payment,
        n.class = n.status as class_is_status,
        o.status as old_status,
        n.status as new_status,
        o.class as old_class,
        n.class as new_class,
        o.reason as old_reason,
        n.reason as new_reason,
        o.term_1 as old_term_1,
        o.term_2 as old_term_2,
        o.term_3 as old_term_3,
        o.cap_1 as old_cap_1,
        o.cap_2 as old_cap_2,
        o.cap_3 as old_cap_3,
        n.term_1 as new_term_1,
        n.term_2 as new_term_2,
        n.term_3 as new_term_3,
        n.cap_1 as new_cap_1,
        n.cap_2 as new_cap_2,
        n.cap_3 as new_cap_3,
        o.factor as old_factor,
        case
            when o.class is not distinct from n.class then o.factor
            else coalesce(k.factor, n.factor)
        end as class_factor,
        case
            when n.weight_factor is not null
                then round(n.weight * o.weight_factor, 2)::decimal(19, 9)
        end as reweighted,
        n.factor as new_factor,
        o.unit_rate as old_unit,
        n.unit_rate as new_unit
    from codes as c
    left join internal.code_terms as o
        on c.from_release = o.release and c.hcpcs = o.hcpcs and c.modifier = o.modifier
        and c.setting = o.setting and c.old_variant = o.variant and c.fee_area = o.fee_area
    left join internal.code_terms as n
        on c.to_release = n.release and c.hcpcs = n.hcpcs and c.modifier = n.modifier
        and c.setting = n.setting and c.new_variant = n.variant and c.fee_area = n.fee_area
    left join internal.class_rates as k
        on c.from_release = k.release and c.setting = k.setting and n.class = k.class
)

select
    * exclude (reweighted, old_unit, new_unit),
    case
        when not is_rate then old_factor
        when round(class_factor, 2) = round(new_factor, 2) then new_factor
        else coalesce(reweighted, new_factor)
    end as rate_factor,
    case
        when coalesce(old_unit, new_unit) is not null
            then coalesce(old_unit, round(old_factor, 2), 0)::decimal(12, 3)
    end as old_unit_rate,
    case
        when coalesce(old_unit, new_unit) is not null
            then coalesce(new_unit, round(new_factor, 2), 0)::decimal(12, 3)
    end as new_unit_rate
from beside
