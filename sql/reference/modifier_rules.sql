-- How a modifier changes the fee, by who bills and by the deciding indicator.
-- grain: one row per setting, modifier, indicator_column and value of it
-- key: setting, modifier, indicator_column, indicator_value
-- seed: modifier_rules.csv
-- source: as the row says; confidence D: read in a CMS document, V: computed from CMS's files,
--   S: a secondary source, M: from memory of the manual. A row for an indicator of the code goes
--   before the row for any code; where no row fits, the modifier is not known there.
--   fee_effect: none (the fee of the code), row (a row of its own: 26, TC, 53), changes (another
--   fee, or none) or refused (it does not go with such a code: not paid, or not settled).
with sources (source, cited) as (
    values
        ('indicators', 'Claims Manual ch. 23, MPFSDB indicators; RVU26D.pdf, RVU25D.pdf; FCSO and Noridian indicator pages'),
        ('multiple', 'Novitas 00144532'),
        ('split', 'Claims Manual ch. 12 section 40.4'),
        ('payers', 'Claims Manual ch. 12; texts of payers'),
        ('return', 'Noridian descriptor Intraop (modifier 78); Claims Manual ch. 12'),
        ('manual', 'Claims Manual ch. 12'),
        ('rows', 'PPRRVU rows; FCSO node 2226'),
        ('anesthesia', '42 CFR 414.46, 414.60; NGS, ASA pages'),
        ('anesthesia_manual', 'Claims Manual ch. 12 section 50'),
        ('therapy', 'cms.gov billing examples; Novitas 00147106'),
        ('edits', 'IOCE manual for the PTP list'),
        ('outpatient', 'IOCE V25.1 manual; source of the OPPS pricer'),
        ('unconfirmed', 'not confirmed'),
        ('asc', 'Myelin ASC client (cites Claims Manual ch. 14 section 40)'),
        ('memory', 'Claims Manual'),
        ('added', 'Claims Manual; added for lists of volumes')
)

select
    w.setting,
    unnest(string_split(w.modifiers, ' ')) as modifier,
    w.indicator_column,
    coalesce(v.indicator_value, '') as indicator_value,
    w.allowed,
    w.fee_effect,
    w.payment_effect,
    w.confidence,
    s.cited as source
from seed as w
inner join sources as s on w.source = s.source
cross join unnest(string_split(coalesce(w.indicator_values, ''), ' ')) as v (indicator_value)
order by all
