-- Pairs of codes of which one provider is paid only the first on one day (procedure to procedure edits of NCCI).
-- grain: one row per kind, column1, column2 and period; periods may overlap (the check overlapping_edits)
-- kind: view
-- source: Medicare NCCI PTP edits of the newest loaded quarter of each kind: every pair since 1996.
--   column2 is refused beside column1 unless a modifier lifts the edit (modifier_indicator 1); the last day is
--   the deletion date, NULL while the edit is open.
-- depends: ptp_pairs, edit_words
select
    p.kind,
    one.word as column1,
    two.word as column2,
    p.effective_from,
    p.effective_through,
    p.modifier_indicator,
    why.word as rationale
from internal.ptp_pairs as p
inner join internal.edit_words as one on p.column1_id = one.word_id
inner join internal.edit_words as two on p.column2_id = two.word_id
inner join internal.edit_words as why on p.rationale_id = why.word_id
