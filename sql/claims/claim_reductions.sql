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

-- Only lines beside others of their class need to be ranked, by the columns that rank them alone. One side of a service
-- stands beside the other whatever their classes.
crowds as (
    select
        scope, npi, day, ranked_with,
        min(line_row) as crowd
    from (select *, case when class = 'sides' then 'surgery' else class end as ranked_with from classed)
    where class is not null
    group by scope, npi, day, ranked_with
    having count(*) > 1
),

crowded as (
    select
        g.crowd,
        c.line_row, c.class, c.hcpcs, c.row_modifier, c.charge, c.fee, c.base_fee, c.family, c.therapy_rank,
        c.technical_fee, c.professional_fee, c.is_surgery, c.assists, c.one_side, c.both_sides, c.other_session,
        list_contains(c.modifiers, '55') as is_after,
        try_cast(c.claim_line_number as integer) as line_number
    from classed as c
    inner join crowds as g
        on c.scope = g.scope and c.npi = g.npi and c.day = g.day
        and case when c.class = 'sides' then 'surgery' else c.class end = g.ranked_with
),

-- The other side of a service on a line of its own: both together are 150 percent.
sides as (
    select
        line_row,
        row_number() over (
            partition by crowd, hcpcs, row_modifier, assists, is_after
            order by charge desc nulls last, line_number, line_row
        ) as place_of_side
    from crowded
    where one_side
),

families as (
    select
        line_row,
        count(*) over family_of as family_lines,
        row_number() over (
            partition by crowd, assists, family
            order by fee desc nulls last, hcpcs = family, charge desc nulls last, line_number, line_row
        ) as place_in_family
    from crowded
    where is_surgery and family is not null
    window family_of as (partition by crowd, assists, family)
),

-- Lines that can be one service with others, and what each is worth before it is ranked: in an endoscopic
-- family what it adds to the base.
joint as (
    select
        c.*,
        s.place_of_side <= 2 as is_paired,
        case when s.place_of_side = 2 then 0.5 else c.both_sides end::decimal(2, 1) as own_sides,
        coalesce(f.family_lines > 1, false) as in_family,
        f.place_in_family,
        case
            when f.family_lines > 1 and f.place_in_family > 1
                then case when c.hcpcs = c.family or c.fee <= c.base_fee then 0 else c.fee - c.base_fee end
            else c.fee
        end::decimal(12, 2) as own_fee
    from crowded as c
    left join sides as s on c.line_row = s.line_row
    left join families as f on c.line_row = f.line_row
    where c.one_side or c.is_surgery and c.family is not null
),

-- A service is called by its first line.
joined as (
    select
        *,
        case
            when not is_surgery then null
            when in_family then min(line_row) over (partition by crowd, assists, in_family, family)
            when is_paired then min(line_row) over (
                partition by crowd, assists, in_family, is_surgery, is_paired, hcpcs
            )
            else line_row
        end as service
    from joint
),

services as (
    select line_row as service, crowd, assists, fee * both_sides as service_amount, charge as most_charged
    from crowded
    where is_surgery and not one_side and family is null
    union all
    select service, crowd, assists, sum(own_fee * own_sides), max(charge)
    from joined
    where service is not null
    group by service, crowd, assists
),

ranked_services as (
    select
        service,
        row_number() over (
            partition by crowd, assists order by service_amount desc, most_charged desc nulls last, service
        ) as service_rank
    from services
),

therapies as (
    select
        line_row,
        row_number() over (partition by crowd order by therapy_rank desc, fee desc, line_number, line_row)
            as therapy_place
    from crowded
    where class = '5'
),

parts as (
    select
        line_row,
        case when technical_fee is not null then row_number() over (
            partition by crowd, technical_fee is null order by technical_fee desc, line_number, line_row
        ) end as technical_place,
        case when professional_fee is not null then row_number() over (
            partition by crowd, professional_fee is null order by professional_fee desc, line_number, line_row
        ) end as professional_place
    from crowded
    where class in ('4', '6', '7') and not other_session
),

all_lines as (
    select
        c.* exclude (both_sides),
        coalesce(j.own_sides, c.both_sides) as both_sides,
        case when j.in_family then j.place_in_family else 1 end as place_in_family,
        coalesce(j.in_family, false) as in_family,
        coalesce(j.own_fee, c.fee) as own_fee,
        coalesce(s.service_rank, case when c.is_surgery and c.counts then 1 end) as service_rank,
        coalesce(t.therapy_place, case when c.class = '5' then 1 end) as therapy_place,
        coalesce(p.technical_place, case when c.counts and not c.other_session then 1 end) as technical_place,
        coalesce(p.professional_place, case when c.counts and not c.other_session then 1 end) as professional_place
    from classed as c
    left join joined as j on c.line_row = j.line_row
    left join ranked_services as s on coalesce(j.service, c.line_row) = s.service
    left join therapies as t on c.line_row = t.line_row
    left join parts as p on c.line_row = p.line_row
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
