-- The pairs of codes of NCCI by the numbers of edit_words, in the order of CMS's files.
-- grain: one row per kind, pair and period; CMS prints pairs whose periods overlap, so that nothing is a key (overlapping_edits tells of them)
-- schema: internal
-- source: Medicare NCCI PTP edits, the newest loaded release of each kind. '*' in the column of pairs in
--   existence prior to 1996 stands for the first day where none is printed.
-- depends: edit_words, edit_releases, loaded_ptp_practitioner, loaded_ptp_hospital
with united as (
    select 'practitioner' as kind, * from loaded_ptp_practitioner
    union all
    select 'hospital', * from loaded_ptp_hospital
)

select
    u.kind,
    one.word_id as column1_id,
    two.word_id as column2_id,
    case
        when u.effective not in ('', '*') then strptime(u.effective, '%Y%m%d')::date
        when u.before_1996 = '*' or u.effective = '*' then date '1996-01-01'
    end as effective_from,
    case when u.deletion not in ('', '*') then strptime(u.deletion, '%Y%m%d')::date end
        as effective_through,
    u.modifier_indicator::tinyint as modifier_indicator,
    why.word_id as rationale_id
from united as u
inner join internal.edit_releases as r on u.release = r.release
inner join internal.edit_words as one on u.column1 = one.word
inner join internal.edit_words as two on u.column2 = two.word
inner join internal.edit_words as why on u.rationale = why.word
