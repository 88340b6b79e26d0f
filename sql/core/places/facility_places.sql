-- The wage index of each locality, wage area, county and hospital, as place_terms has it for OPPS and ASCs.
-- grain: one row per release and place that has an index
-- schema: internal
-- source: place_wages; a locality has the median of its areas. Of a rate's two shares the second is not
--   adjusted: its index is 1.
-- kind: view
-- into: place_terms
-- depends: place_wages, release_days
with paid as (
    select d.schedule, d.release, w.*
    from internal.release_days as d
    inner join internal.place_wages as w
        on year(d.effective_from) = w.payment_year
        and w.setting = case d.schedule when 'OPPS' then 'hospital' when 'ASC' then 'asc' end
    where w.wage_index is not null and w.place_kind <> 'state'
)

select
    schedule,
    release,
    place_kind,
    place,
    area_name as place_name,
    case
        when place_kind = 'nation' then place
        when place_kind = 'locality' then split_part(place, '-', 1)
    end as mac,
    case
        when place_kind = 'nation' then place
        when place_kind = 'locality' then split_part(place, '-', 2)
    end as locality,
    wage_index as index_1,
    1 as index_2,
    1 as index_3,
    source_file,
    source_row
from paid
