-- A PFS release has no OPPSCAP, ANES or LOCCO file.
-- severity: finding
select
    r.release,
    string_agg(t.table_name, ', ' order by t.table_name) || ' not in the zip' as example
from releases as r
cross join (values ('oppscap'), ('anes'), ('locco')) as t (table_name)
anti join files as f on r.release = f.release and t.table_name = f.table_name
where r.dataset = 'PFS'
group by r.release
