-- DMEPOS lacks a state's column, or the column of its rural areas.
-- severity: blocking
--   Each of the 53 has both; Alaska, Hawaii, Puerto Rico and the Virgin Islands have no rural fees, and the
--   territories in the Pacific no column.
with columns as (
    select distinct release, source_file, place
    from dme_fees
    where place_kind in ('state', 'rural')
),

wanted as (
    select
        f.release,
        f.source_file,
        s.state || k.kind as place
    from (select distinct release, source_file from columns) as f
    cross join states as s
    cross join (values (''), (' rural')) as k (kind)
    where
        s.state not in ('AS', 'GU', 'MP')
        and (k.kind = '' or s.state not in ('AK', 'HI', 'PR', 'VI'))
)

select
    w.release,
    w.source_file || ' has no column of ' || w.place as example
from wanted as w
anti join columns as c
    on w.release = c.release and w.source_file = c.source_file and w.place = c.place
