-- What part of the anesthesia fee is paid to whom, by the modifier.
-- grain: one row per modifier
-- key: modifier
-- source: 42 CFR 414.46(c) to (f), 414.60: alone (AA, QZ) all, medical direction of two to four cases half
--   to each (QK, QY, QX); AD, more than four at once: three base units and no time. A fourth, for who
--   was present at induction, is not said by any code.
select
    modifier,
    paid_share::decimal(2, 1) as paid_share,
    units_instead::decimal(4, 1) as units_instead,
    meaning
from (
    values
    ('', 1, null, 'by one anesthetist'),
    ('AA', 1, null, 'personally by the anesthesiologist'),
    ('QZ', 1, null, 'by a CRNA without medical direction'),
    ('QK', 0.5, null, 'medical direction of two to four cases'),
    ('QX', 0.5, null, 'by a CRNA under medical direction'),
    ('QY', 0.5, null, 'medical direction of one CRNA'),
    ('AD', 1, 3, 'supervision of more than four cases: three base units')
) as modifiers (modifier, paid_share, units_instead, meaning)
