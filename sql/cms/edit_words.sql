-- The codes and the reasons that pairs of NCCI have, each with a number: a pair of numbers takes a third
-- of the room of a pair of codes.
-- grain: one row per word
-- key: word_id
-- schema: internal
-- source: Medicare NCCI PTP edits: column 1, column 2 and rationale
-- depends: loaded_ptp_practitioner, loaded_ptp_hospital
with words as (
    select column1 as word from loaded_ptp_practitioner
    union
    select column2 from loaded_ptp_practitioner
    union
    select rationale from loaded_ptp_practitioner
    union
    select column1 from loaded_ptp_hospital
    union
    select column2 from loaded_ptp_hospital
    union
    select rationale from loaded_ptp_hospital
)

select
    (row_number() over (order by word) - 1)::integer as word_id,
    word
from words
order by word
