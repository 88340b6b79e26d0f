-- Lines that a pair of NCCI refuses beside another line of the day, or would refuse without their modifier.
-- args: edit_lines
-- grain: one row per line and code of column 1
-- schema: internal
-- source: Medicare NCCI policy manual, chapter 1, sections A and E: column 1 is paid and column 2 is not; indicator 0: no
--   modifier lifts that, 1: one of NCCI's does, on either line. A line of column 1 that is not payable refuses nothing;
--   whether another edit refuses it is not looked at.
-- depends: ptp_pairs, edit_words, edit_releases, edit_modifiers
with named as (
    select l.*, w.word_id
    from query_table(edit_lines) as l
    inner join internal.edit_words as w on l.hcpcs = w.word
    inner join internal.edit_releases as r on l.kind = r.kind and l.day <= r.effective_through
),

together as (
    select
        two.line_row,
        two.kind,
        two.day,
        one.hcpcs as column1,
        one.word_id as column1_id,
        two.word_id as column2_id,
        one.modifiers as modifiers_1,
        two.modifiers as modifiers_2
    from named as one
    inner join named as two
        on one.kind = two.kind and one.scope = two.scope and one.day = two.day and one.biller = two.biller
        and one.provider = two.provider and one.word_id <> two.word_id
),

matched as (
    select
        t.*,
        p.modifier_indicator,
        p.effective_from,
        p.effective_through
    -- The few lines on the right, of which a table of hashes is made
    from internal.ptp_pairs as p
    inner join together as t
        on p.kind = t.kind and p.column1_id = t.column1_id and p.column2_id = t.column2_id
    where
        p.modifier_indicator <> 9
        and p.effective_from <= t.day
        and (p.effective_through is null or p.effective_through >= t.day)
),

lifting as (
    select
        list(modifier) as on_column2,
        list(modifier) filter (where on_column1_from is null) as on_column1,
        max(on_column1_from) as all_from
    from edit_modifiers
),

-- Lists are cut only here, where few lines are left.
lifted as (
    select
        m.*,
        coalesce(
            list_intersect(m.modifiers_2, l.on_column2)[1],
            list_intersect(m.modifiers_1, case when m.day < l.all_from then l.on_column1 else l.on_column2 end)[1]
        ) as lifted_by
    from matched as m
    cross join lifting as l
),

found as (
    select
        line_row,
        column1,
        modifier_indicator,
        effective_from,
        effective_through,
        bool_or(modifier_indicator = 0 or lifted_by is null) as refuses,
        min(lifted_by) as lifted_by
    from lifted
    group by line_row, column1, modifier_indicator, effective_from, effective_through
)

select
    line_row,
    'pair' as edit,
    refuses,
    column1 as beside,
    modifier_indicator::integer as indicator,
    effective_from,
    effective_through,
    case
        when modifier_indicator = 0 then column1 || ' includes it, whatever the modifier'
        when refuses
            then column1 || ' includes it, unless 59, XE, XS, XP, XU or another modifier of NCCI is on either line'
        else column1 || ' includes it, but ' || lifted_by || ' lifts that'
    end || ' (pair from ' || effective_from || coalesce(' until ' || effective_through, '') || ', indicator '
    || modifier_indicator || ')' as says
from found
