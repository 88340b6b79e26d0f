-- The name of a PPRRVU file, or a row of a DME ZIP code file, gives another quarter than its release.
-- severity: blocking
select
    f.release,
    f.source_file || ' says month ' || f.said_month || ', and ' || f.release || ' begins on '
    || r.effective_from as example
from files as f
inner join releases as r on f.release = r.release
where
    f.table_name = 'pprrvu'
    and (f.said_month + 2) // 3 <> quarter(r.effective_from)
union all
select
    z.release,
    z.source_file || ' says ' || z.year_quarter || ' in ' || count(*) || ' rows, and ' || z.release
    || ' begins on ' || r.effective_from as example
from dme_zips as z
inner join releases as r on z.release = r.release
where
    z.year_quarter <> ''
    and z.year_quarter <> year(r.effective_from) || '0' || quarter(r.effective_from)
group by z.release, z.source_file, z.year_quarter, r.effective_from
