-- Modifiers that lift a pair of NCCI whose indicator is 1.
-- grain: one row per modifier
-- key: modifier
-- source: Medicare NCCI policy manual, chapter 1, section E, and the list of the IOCE. on_column1_from: the first day on
--   which it lifts the pair from the line of column 1 too (59 and X{EPSU} since July 2019, CR 11168); every day where NULL.
select
    modifier,
    case when modifier in ('59', 'XE', 'XP', 'XS', 'XU') then date '2019-07-01' end as on_column1_from
from (
    select unnest([
        '24', '25', '27', '57', '58', '59', '78', '79', '91',
        'E1', 'E2', 'E3', 'E4', 'F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'FA',
        'LC', 'LD', 'LM', 'LT', 'RC', 'RI', 'RT',
        'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'TA',
        'XE', 'XP', 'XS', 'XU'
    ]) as modifier
) as listed
order by modifier
