-- The name of a PPRRVU file gives another quarter than its release.
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
