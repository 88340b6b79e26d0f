-- The edit between two codes on a day, in either order, of practitioners and of outpatient hospitals.
-- args: code_a, code_b, on_day
-- grain: one row per kind; where each code is column 1 of the other, two
-- source: ptp_edits. A pair is in effect from its first day to its deletion date, both included. reason says
--   why there is none: no edit on that day, or the quarter of the day is not loaded.
--   means: the modifier indicator in words (NCCI policy manual, chapter 1, section E).
-- example: from edits('45385', '45380', '2024-08-01')
-- depends: ptp_pairs, edit_words, edit_releases
with kinds as (
    select unnest(['practitioner', 'hospital']) as ratebook_kind
),

numbers as (
    select
        max(case when word = upper(code_a) then word_id end) as ratebook_a,
        max(case when word = upper(code_b) then word_id end) as ratebook_b
    from internal.edit_words
    where word in (upper(code_a), upper(code_b))
),

orders as (
    -- By one number after the other, so that DuckDB opens only where the first code is
    select ratebook_a as ratebook_one, ratebook_b as ratebook_two from numbers
    union
    select ratebook_b, ratebook_a from numbers
),

found as (
    select
        p.kind as ratebook_of,
        p.column1_id as ratebook_first,
        p.column2_id as ratebook_second,
        p.effective_from,
        p.effective_through,
        p.modifier_indicator,
        p.rationale_id as ratebook_why
    from internal.ptp_pairs as p
    inner join orders as o on p.column1_id = o.ratebook_one and p.column2_id = o.ratebook_two
    where
        p.effective_from <= on_day::date
        and (p.effective_through is null or p.effective_through >= on_day::date)
)

select
    k.ratebook_kind as kind,
    one.word as column1,
    two.word as column2,
    f.effective_from,
    f.effective_through,
    f.modifier_indicator,
    case f.modifier_indicator
        when 0 then one.word || ' is paid and ' || two.word || ' is not, whatever the modifier'
        when 1 then one.word || ' is paid and ' || two.word || ' is not, unless a modifier of NCCI (59, XE, '
            || 'XS, RT, LT and others) is on either'
        when 9 then 'the edit has no effect'
    end as means,
    why.word as rationale,
    r.release,
    case
        when r.release is null or r.effective_through < on_day::date
            then 'the edits of ' || year(on_day::date) || ' Q' || quarter(on_day::date)
            || ' are not loaded' || coalesce('; ' || r.release || ' ends on ' || r.effective_through, '')
        when f.ratebook_of is null then 'no edit between these codes on this day'
    end as reason
from kinds as k
left join internal.edit_releases as r on k.ratebook_kind = r.kind
left join found as f on k.ratebook_kind = f.ratebook_of and r.effective_through >= on_day::date
left join internal.edit_words as one on f.ratebook_first = one.word_id
left join internal.edit_words as two on f.ratebook_second = two.word_id
left join internal.edit_words as why on f.ratebook_why = why.word_id
order by k.ratebook_kind desc, column1
