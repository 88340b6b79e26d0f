-- The term of a contract that pays each line of claims: the most specific one.
-- args: claim_lines, payers, terms
-- grain: one row per line of the table that `claim_lines` names (claim_lines)
-- schema: internal
-- source: the tables that `payers` and `terms` name (pipelines/ratebook/contracts/tables.py, of contract.toml). THE ORDER, the first
--   that fits: a rate with the line's modifier; a rate without; a code; a range of codes, the inner before the
--   outer; a category; every code. Of two alike the one that names the setting. A rate is of the whole service: a line with a
--   modifier that pays another share of it (26, TC, 50, 52 ...) takes a rate of that modifier alone.
--   place: office or facility (a professional's line), hospital, asc. A line without a payer is the payer's that the file has alone.
--   void: it is repeated or reversed, or an edit of NCCI's that was asked to refuses it: nobody owes it. unread: a cell of it cannot be read, or it lacks one. refusal: why no
--   term pays it.
-- depends: category_of
with lines as (
    select
        line_row,
        payer as said_payer,
        upper(regexp_replace(payer, '\s+', ' ', 'g')) as payer_key,
        day,
        hcpcs,
        units,
        charge,
        case
            when setting in ('professional', 'anesthesia') and at_facility_rates then 'facility'
            when setting in ('professional', 'anesthesia') then 'office'
            else setting
        end as place,
        array_to_string(list_sort(list_distinct(modifiers)), ' ') as modifiers,
        array_to_string(list_sort(list_intersect(modifiers, [
            '26', 'TC', '50', '52', '53', '54', '55', '56', '62', '66', '73', '74', '78', '80', '81', '82', 'AS'
        ])), ' ') as share_modifiers,
        void or coalesce(refusal like 'NCCI: %', false) as void,
        refusal is not null as unread
    from query_table(claim_lines)
),

payers_of as (
    select payer_key, payer from query_table(payers)
),

alone as (
    select any_value(payer) as payer from payers_of having count(distinct payer) = 1
),

agreed as materialized (
    select * from query_table(terms)
),

owed_by as materialized (
    select
        l.*,
        coalesce(p.payer, case when l.said_payer is null then a.payer end) as payer
    from lines as l
    left join payers_of as p on l.payer_key = p.payer_key
    left join alone as a on true
),

in_force as (
    select distinct d.payer, d.day
    from (select distinct payer, day from owed_by) as d
    inner join agreed as t on d.payer = t.payer and d.day between t.first_day and t.last_day
),

categories as (
    select hcpcs, category_of(hcpcs) as category
    from (select distinct hcpcs from owed_by)
),

-- Lines that a contract cannot tell apart, once.
alike as materialized (
    select distinct o.payer, o.day, o.hcpcs, o.place, o.modifiers, o.share_modifiers, c.category
    from owed_by as o
    left join categories as c on o.hcpcs = c.hcpcs
    where o.payer is not null and o.day is not null and not o.void
),

-- Of one code: thousands of rates, found by their code.
by_code as (
    select
        a.payer, a.day, a.hcpcs, a.place, a.modifiers, t.term, t.setting, t.first_code, t.last_code,
        case when t.rate is null then 3 when t.modifier <> '' then 1 else 2 end as place_in_order
    from alike as a
    inner join agreed as t on a.payer = t.payer and a.hcpcs = t.first_code and a.hcpcs = t.last_code
    where
        a.day between t.first_day and t.last_day
        and (t.setting is null or t.setting = a.place)
        and (
            t.rate is null
            or a.share_modifiers in ('', t.modifier)
            and (t.modifier = '' and a.share_modifiers = '' or list_contains(string_split(a.modifiers, ' '), t.modifier))
        )
),

by_kind as (
    select
        a.payer, a.day, a.hcpcs, a.place, a.modifiers, t.term, t.setting, t.first_code, t.last_code,
        case when t.first_code is not null then 4 when t.category is not null then 5 else 6 end as place_in_order
    from alike as a
    inner join (select * from agreed where first_code is null or first_code <> last_code) as t on a.payer = t.payer
    where
        a.day between t.first_day and t.last_day
        and (t.setting is null or t.setting = a.place)
        and (t.category is null or t.category = a.category)
        and (t.first_code is null or a.hcpcs between t.first_code and t.last_code)
),

fitting as (
    select * from by_code
    union all
    select * from by_kind
),

most_specific as (
    select payer, day, hcpcs, place, modifiers, term
    from fitting
    qualify row_number() over (
        partition by payer, day, hcpcs, place, modifiers
        order by place_in_order, setting is null, first_code desc, last_code, term
    ) = 1
)

select
    o.line_row,
    o.payer,
    o.day,
    o.units,
    o.charge,
    o.void,
    o.unread,
    m.term,
    t.medicare_on,
    case
        when o.void then null
        when o.payer is null and o.said_payer is null then 'no payer on the line, and the contract file has several'
        when o.payer is null then 'the contract file does not have this payer'
        when o.day is null then 'no day that can be read'
        when f.payer is null then 'no term of this payer is in effect on that day'
        when m.term is null then 'no term of this payer is for such a service'
    end as refusal
from owed_by as o
left join in_force as f on o.payer = f.payer and o.day = f.day
left join most_specific as m
    on o.payer = m.payer and o.day = m.day and o.hcpcs = m.hcpcs and o.modifiers = m.modifiers
    and o.place is not distinct from m.place
left join agreed as t on m.term = t.term
