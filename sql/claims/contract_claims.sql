-- Lines of claims as of another day: those of the payers with a term that is pinned to it.
-- args: claims, choices, pinned
-- grain: one row per line of such a payer in the table that `claims` names
-- schema: internal
-- source: the table that `choices` names (contract_choices). Every rule is of the pinned day, so the whole line goes back to it. Lines of
--   one day stay together and those of two stay apart: the day goes into the patient. The days of a hospital's
--   claim keep their distance from its first.
with payers as (
    select distinct payer from query_table(choices) where medicare_on = pinned::date
),

dated as (
    select
        l.line_row,
        c.day,
        case when lower(trim(l.claim_type)) = 'institutional'
            then date_diff('day', min(c.day) over (partition by trim(l.claim_id), lower(trim(l.claim_type))), c.day)
            else 0
        end as days_on
    from query_table(claims) as l
    inner join query_table(choices) as c on l.line_row = c.line_row
    semi join payers as p on c.payer = p.payer
)

select l.* replace (
    case when d.day is null then l.claim_line_start_date else (pinned::date + d.days_on::integer)::varchar end
        as claim_line_start_date,
    coalesce(nullif(trim(l.person_id), ''), 'claim ' || trim(l.claim_id)) || coalesce(' ' || d.day, '') as person_id
)
from query_table(claims) as l
inner join dated as d on l.line_row = d.line_row
