-- The name, title or headers of an OPPS or ASC file give another quarter than its release.
-- severity: finding
select
    f.release,
    f.source_file || ' says month ' || f.said_month as example
from files as f
inner join releases as r on f.release = r.release
where
    f.table_name in ('addendum_a', 'addendum_b', 'asc_aa', 'asc_bb')
    and (f.said_month + 2) // 3 <> quarter(r.effective_from)
