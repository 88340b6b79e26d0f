-- A row of the ASC wage index holds for no county that is known: a county in transition, perhaps.
-- severity: finding
-- compared: select release, count(*) from wage_index where effective_through is not null group by release
select
    w.release,
    w.cbsa || ' ' || coalesce(w.cbsa_name, '') || ': ' || w.wage_index as example
from wage_index as w
anti join internal.county_wages as c
    on w.release = c.asc_index_release and w.source_file = c.asc_index_file
    and w.source_row = c.asc_index_row
where w.effective_through is not null and w.wage_index is not null
