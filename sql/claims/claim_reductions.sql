-- Which part of its fee each professional line keeps beside the other lines of the patient's day.
-- args: lines
-- grain: one row per professional line that can be read
-- schema: internal
-- source: Claims Manual ch. 12 sec. 40.6 (surgery: by amount, 100, 50, 50, 50, 50, from the sixth by report),
--   sec. 40.6 items 13 and 14 (endoscopy: the family is one service; each but the highest its fee less the
--   base's); ch. 5 sec. 10.7 (therapy: by practice expense); ch. 4 sec. 20 and ch. 13 sec. 40.1.4 (imaging: technical and
--   professional parts ranked apart). Together are lines of one patient, day and billing NPI.
-- depends: claim_fees, procedure_reductions
with sided as (
    select
        *,
        coalesce(fee_reason is null, false) as counts,
        list_has_any(modifiers, ['80', '81', '82', 'AS']) as assists,
        multiple_procedure in ('2', '3') and not list_has_any(modifiers, ['55', '56']) as is_surgery,
        -- Another session of the day is a first service of its own.
        list_has_any(modifiers, ['59', 'XE']) as other_session,
        case
            when not list_contains(modifiers, '50') then
                case
                    when bilateral_surgery = '1' and list_has_all(modifiers, ['RT', 'LT']) then 1.5
                    when bilateral_surgery = '3' and list_has_all(modifiers, ['RT', 'LT']) then 2
                    else 1
                end
            when bilateral_surgery = '1' then 1.5
            when bilateral_surgery = '3' then 2
            else 1
        end::decimal(2, 1) as both_sides,
        bilateral_surgery = '1' and list_has_any(modifiers, ['RT', 'LT'])
        and not list_has_all(modifiers, ['RT', 'LT']) and not list_contains(modifiers, '50') as one_side
    from internal.claim_fees(lines)
),

classed as (
    select
        *,
        case
            when not counts then null
            when is_surgery then 'surgery'
            when multiple_procedure in ('4', '5', '6', '7') then multiple_procedure
            when one_side then 'sides'
        end as class
    from sided
),

-- Only lines beside others of their class need to be ranked, by the columns that rank them alone.
beside as (
    select scope, npi, day, row_number() over () as beside_id
    from (
        select distinct scope, npi, day
        from (
            select scope, npi, day, class, count(*) as of_one from classed
            where class is not null
            group by scope, npi, day, class
        )
        where of_one > 1
    )
),

several as (
    select
        b.beside_id,
        c.line_row, c.hcpcs, c.charge, c.fee, c.base_fee, c.family, c.multiple_procedure, c.therapy_rank,
        c.technical_fee, c.professional_fee, c.is_surgery, c.counts, c.assists, c.one_side, c.both_sides,
        c.other_session,
        try_cast(c.claim_line_number as integer) as line_number,
        row_number() over (
            partition by b.beside_id, c.hcpcs, c.row_modifier, c.assists, c.one_side,
                list_contains(c.modifiers, '55')
            order by c.charge desc nulls last, try_cast(c.claim_line_number as integer), c.line_row
        ) as place_of_side
    from classed as c
    inner join beside as b on c.scope = b.scope and c.npi = b.npi and c.day = b.day
    where c.class is not null
),

-- The other side of a service on a line of its own: both together are 150 percent.
shared as (
    select
        * replace (
            case when one_side and place_of_side = 2 then 0.5 else both_sides end::decimal(2, 1) as both_sides
        ),
        count(*) filter (is_surgery and family is not null) over family_of as family_lines,
        row_number() over (
            partition by beside_id, assists, is_surgery, family
            order by fee desc nulls last, hcpcs = family, charge desc nulls last,
                line_number, line_row
        ) as place_in_family
    from several
    window family_of as (partition by beside_id, assists, family)
),

-- What a line is worth before it is ranked: in an endoscopic family what it adds to the base.
worth as (
    select
        *,
        is_surgery and counts and family is not null and family_lines > 1 as in_family,
        case
            when is_surgery and counts and family is not null and family_lines > 1 and place_in_family > 1
                then case when hcpcs = family or fee <= base_fee then 0 else fee - base_fee end
            else fee
        end::decimal(12, 2) as own_fee
    from shared
),

totals as (
    select
        *,
        case
            when not (is_surgery and counts) then null
            when in_family then 'family ' || family
            when one_side and place_of_side <= 2 then 'sides ' || hcpcs
            else 'line ' || line_row
        end as service,
        case
            when in_family
                then sum(own_fee * both_sides) over (partition by beside_id, assists, in_family, family)
            when one_side and place_of_side <= 2 then sum(own_fee * both_sides) over (
                partition by beside_id, assists, in_family, is_surgery and counts, one_side, hcpcs,
                    place_of_side <= 2
            )
            else own_fee * both_sides
        end as service_amount
    from worth
),

services as (
    select
        beside_id, assists, service, any_value(service_amount) as service_amount,
        max(charge) as most_charged, min(line_row) as first_line
    from totals
    where service is not null
    group by beside_id, assists, service
),

ranked_services as (
    select
        *,
        row_number() over (
            partition by beside_id, assists
            order by service_amount desc, most_charged desc nulls last, first_line
        ) as service_rank
    from services
),

ranked as (
    select
        t.*,
        s.service_rank,
        case when t.multiple_procedure = '5' and t.counts then row_number() over (
            partition by t.beside_id, t.multiple_procedure, t.counts
            order by t.therapy_rank desc, t.fee desc, t.line_number, t.line_row
        ) end as therapy_place,
        case when t.technical_fee is not null and t.counts and not t.other_session then row_number() over (
            partition by t.beside_id, t.multiple_procedure, t.counts, t.other_session,
                t.technical_fee is null
            order by t.technical_fee desc, t.line_number, t.line_row
        ) end as technical_place,
        case when t.professional_fee is not null and t.counts and not t.other_session then row_number() over (
            partition by t.beside_id, t.multiple_procedure, t.counts, t.other_session,
                t.professional_fee is null
            order by t.professional_fee desc, t.line_number, t.line_row
        ) end as professional_place
    from totals as t
    left join ranked_services as s
        on t.beside_id = s.beside_id and t.assists = s.assists and t.service = s.service
),

all_lines as (
    select
        c.* exclude (both_sides),
        coalesce(r.both_sides, c.both_sides) as both_sides,
        coalesce(r.place_in_family, 1) as place_in_family,
        coalesce(r.in_family, false) as in_family,
        coalesce(r.own_fee, c.fee) as own_fee,
        case
            when r.line_row is not null then r.service_rank
            when c.is_surgery and c.counts then 1
        end as service_rank,
        case
            when r.line_row is not null then r.therapy_place
            when c.class = '5' then 1
        end as therapy_place,
        case
            when r.line_row is not null then r.technical_place
            when c.counts and not c.other_session then 1
        end as technical_place,
        case
            when r.line_row is not null then r.professional_place
            when c.counts and not c.other_session then 1
        end as professional_place
    from classed as c
    left join ranked as r on c.line_row = r.line_row
)

select
    r.*,
    case when r.service_rank > 1 then f.paid_share else 1 end::decimal(4, 3) as rank_share,
    case when r.is_surgery and r.counts then f.paid_share end as surgery_share,
    case when r.multiple_procedure in ('4', '6', '7') then t.paid_share end as technical_share,
    case when r.multiple_procedure = '4' then p.paid_share end as professional_share
from all_lines as r
left join procedure_reductions as f
    on r.multiple_procedure = f.multiple_procedure and f.part = 'fee' and r.day between f.first_day and f.last_day
left join procedure_reductions as t
    on r.multiple_procedure = t.multiple_procedure and t.part = 'TC' and r.day between t.first_day and t.last_day
left join procedure_reductions as p
    on r.multiple_procedure = p.multiple_procedure and p.part = '26' and r.day between p.first_day and p.last_day
