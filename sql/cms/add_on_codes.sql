-- The codes that an add-on code may be billed with, by the add-on code edits of NCCI.
-- grain: one row per release, hcpcs (the add-on) and primary_code
-- key: release, hcpcs, primary_code
-- source: Medicare NCCI add-on code edits of each quarter. edit_type 1: every primary is listed; 2: the
--   contractor decides, and primary_code is CCCCC; 3: some are listed, the contractor decides on others.
-- depends: releases, loaded_aoc
select
    l.release,
    l.hcpcs,
    l.primary_code,
    l.edit_type,
    nullif(l.note, '') as note,
    r.effective_from,
    l.source_file,
    l.source_row
from loaded_aoc as l
inner join releases as r on l.release = r.release
where
    coalesce(l.ended_on, '') = ''
    or coalesce(try_strptime(l.ended_on, ['%Y%m%d', '%m/%d/%Y'])::date >= r.effective_from, true)
order by l.hcpcs, l.primary_code, r.effective_from
