-- What part of the physician fee schedule amount a kind of practitioner is paid.
-- grain: one row per provider_type
-- key: provider_type
-- source: 42 CFR 414.52 (PA), 414.56 (NP, CNS), 414.54 (CNM), SSA 1833(a)(1)(F) and 1861(ww) (CSW, MFT, MHC).
--   physician: MD, DO and all who are paid in full. hospital: a facility that bills under the fee schedule.
--   asc: a surgical center (specialty 49).
select
    provider_type,
    paid_share::decimal(3, 2) as paid_share,
    words
from (
    values
    ('physician', 1, 'physician'),
    ('md', 1, 'physician'),
    ('do', 1, 'physician'),
    ('np', 0.85, 'nurse practitioner'),
    ('pa', 0.85, 'physician assistant'),
    ('cns', 0.85, 'clinical nurse specialist'),
    ('cnm', 1, 'nurse-midwife'),
    ('crna', 1, 'nurse anesthetist'),
    ('csw', 0.75, 'clinical social worker'),
    ('mft', 0.75, 'marriage and family therapist'),
    ('mhc', 0.75, 'mental health counselor'),
    ('hospital', 1, 'hospital'),
    ('reh', 1, 'rural emergency hospital'),
    ('asc', 1, 'surgical center')
) as shares (provider_type, paid_share, words)
