-- The carrier and locality of a five-digit ZIP code.
-- grain: one row per release and zip
-- key: release, zip
-- source: ZIP5 file of each release; the place where the service is rendered counts
-- depends: releases, loaded_zip5
--   state: CMS prints EM and WM for eastern and western Missouri, EK and WK for Kansas.
--   split: the ZIP lies in more than one locality, and only the nine-digit ZIP can tell which.
select
    l.release,
    l.zip,
    case
        when l.state in ('EM', 'WM') then 'MO'
        when l.state in ('EK', 'WK') then 'KS'
        else l.state
    end as state,
    l.state as printed_state,
    l.mac,
    l.locality,
    l.rural,
    l.plus_four = '1' as split,
    l.year_quarter,
    r.effective_from,
    r.effective_through,
    l.source_file,
    l.source_row
from loaded_zip5 as l
inner join releases as r on l.release = r.release
order by l.zip, r.effective_from
