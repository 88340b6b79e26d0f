-- The practice expense GPCIs have no third decimal: the file was saved with two. Download CMS's file again.
-- severity: blocking
--   In 21 releases of 2020 to 2026 the third decimal is there in 79 and more of 109 or 112 localities.
select
    release,
    min(source_file) || ': '
    || count(*) filter (pe_gpci * 100 <> floor(pe_gpci * 100)) || ' of ' || count(*)
    || ' localities have a third decimal' as example
from gpci
group by release
having count(*) >= 50 and count(*) filter (pe_gpci * 100 <> floor(pe_gpci * 100)) * 2 < count(*)
