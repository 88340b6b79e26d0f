-- Lines of claims as of another day: those of the payers with a term that is pinned to it.
-- args: claims, choices, pinned
-- grain: one row per line of such a payer in the table that `claims` names
-- schema: internal
-- source: the table that `choices` names (contract_choices). Every rule is of the pinned day, so the whole line goes back to it. Lines of
--   one day stay together and those of two stay apart: the day goes into the patient. The days of a hospital's
--   claim keep their distance from its first.
-- depends: claim_contract
with ratebook_lines as (
    select null::bigint as ratebook_row, * from internal.claim_contract
    union all by name
    select * from query_table(claims)
),

payers as (
    select distinct payer from query_table(choices) where medicare_on = pinned::date
),

dated as (
    select
        l.ratebook_row as line_row,
        c.day,
        case when lower(trim(l.claim_type)) = 'institutional'
            then date_diff('day', min(c.day) over (partition by trim(l.claim_id), lower(trim(l.claim_type))), c.day)
            else 0
        end as days_on
    from ratebook_lines as l
    inner join query_table(choices) as c on l.ratebook_row = c.line_row
    semi join payers as p on c.payer = p.payer
)

select l.* replace (
    case when d.day is null then l.claim_line_start_date else (pinned::date + d.days_on::integer)::varchar end
        as claim_line_start_date,
    coalesce(nullif(trim(l.person_id), ''), 'claim ' || trim(l.claim_id)) || coalesce(' ' || d.day, '') as person_id
)
from ratebook_lines as l
inner join dated as d on l.ratebook_row = d.line_row
