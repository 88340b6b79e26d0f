-- What professional lines come to before the shares of a person: units, sides and the other lines of the day are in it.
-- args: lines
-- grain: one row per professional line that can be read
-- schema: internal
-- source: claim_reductions; film_reductions (older equipment); claim_modifiers (assistants, co-surgeons). Shares of a
--   person and of a global period stand beside it, and are taken by claim_amounts. beside_others: NULL without a fee.
-- depends: claim_reductions, film_reductions, claim_modifiers
-- Of two modifiers of a kind one counts: the lowest share of older equipment.
with named as (
    select
        *,
        case
            when list_contains(modifiers, 'FX') then 'FX'
            when list_contains(modifiers, 'CT') then 'CT'
            when list_contains(modifiers, 'FY') then 'FY'
        end as filming
    from internal.claim_reductions(lines)
),

shares as (
    select
        r.*,
        coalesce(f.paid_share, 1)::decimal(3, 2) as film_share,
        m.modifier as helper,
        m.words as helper_words,
        case when m.modifier is not null then m.paid_share else 1 end::decimal(4, 3) as helper_share,
        case when m.indicator_column = 'co_surgery' then r.co_surgery else r.assistant_surgery end as helper_indicator,
        m.with_documents as helper_documents,
        case when m.modifier = 'AS' then 1 else coalesce(r.provider_share, 1) end::decimal(3, 2) as own_share,
        case when r.not_participating then 0.95 else 1 end::decimal(3, 2) as nonparticipating_share,
        case
            when r.pfs_kind is not null then null
            when list_contains(r.modifiers, '54') then r.pre_op + r.intra_op
            when list_contains(r.modifiers, '55') then r.post_op
            when list_contains(r.modifiers, '78') and r.global_days <> '000' then r.intra_op
        end::decimal(5, 4) as period_share,
        r.pfs_kind is null and list_has_any(r.modifiers, ['54', '55', '78']) as has_period,
        case when list_contains(r.modifiers, '55')
            then case when r.global_days = '010' then 10 when r.global_days = '090' then 90 end
        end as period_days,
        case when list_contains(r.modifiers, '50') and r.bilateral_surgery in ('1', '2', '3') then 1 else r.units end as paid_units
    from named as r
    left join film_reductions as f on r.filming = f.modifier and r.day between f.first_day and f.last_day
    left join claim_modifiers as m on r.helping = m.modifier
),

-- The technical and the professional part of the first unit and of each other.
parts as (
    select
        *,
        technical_fee is not null and (technical_share is not null or film_share <> 1) as by_parts,
        case
            when technical_cap < technical_fee * film_share
                * case when technical_place > 1 then coalesce(technical_share, 1) else 1 end then technical_cap
            else technical_fee * film_share * case when technical_place > 1 then coalesce(technical_share, 1) else 1 end
        end as technical_first,
        case
            when technical_cap < technical_fee * film_share * coalesce(technical_share, 1) then technical_cap
            else technical_fee * film_share * coalesce(technical_share, 1)
        end as technical_next,
        professional_fee * case when professional_place > 1 then coalesce(professional_share, 1) else 1 end as professional_first,
        professional_fee * coalesce(professional_share, 1) as professional_next
    from shares
),

whole as (
    select
        *,
        case when cap_fee < fee then cap_fee else fee end as capped_fee,
        case
            when row_modifier = 'TC' or (technical_fee is not null and professional_fee is null) then technical_first
            when row_modifier = '26' then professional_first
            -- Nothing is taken off: the fee of the whole as it is published, which can differ by a cent.
            when film_share = 1 and coalesce(technical_place = 1 or technical_share is null or other_session, false)
                and professional_first = professional_fee
                then case when cap_fee < fee then cap_fee else fee end
            else fee - (technical_fee - technical_first) - (professional_fee - professional_first)
        end as part_first,
        case
            when row_modifier = 'TC' or (technical_fee is not null and professional_fee is null) then technical_next
            when row_modifier = '26' then professional_next
            else fee - (technical_fee - technical_next) - (professional_fee - professional_next)
        end as part_next
    from parts
)

select
    *,
    case
        when by_parts or (professional_share is not null and row_modifier = '26')
            then (part_first::decimal(22, 8) + (paid_units - 1) * part_next::decimal(22, 8)) * both_sides
        when multiple_procedure = '5' and therapy_place = 1 then fee + (paid_units - 1) * therapy_fee
        when multiple_procedure = '5' then paid_units * therapy_fee
        when surgery_share is not null and service_rank = 1
            then own_fee::decimal(20, 2) * both_sides * (1 + (paid_units - 1) * surgery_share)
        when surgery_share is not null then own_fee::decimal(20, 2) * both_sides * paid_units * surgery_share
        else fee::decimal(20, 2) * both_sides * paid_units
    end::decimal(20, 6) as beside_others,
    case when cap_fee is not null then capped_fee::decimal(20, 2) * both_sides * paid_units end
        ::decimal(20, 6) as most_allowed
from whole
