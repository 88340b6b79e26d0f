-- The Medicare localities of the newest loaded PFS release: 109 since 2024.
-- grain: one row per mac and locality
-- key: mac, locality
-- source: localities_history, which has the earlier ones and names
-- depends: localities_history, gpci
select
    h.mac,
    h.locality,
    h.state,
    h.locality_name,
    h.effective_from,
    h.effective_through
from localities_history as h
where h.effective_through = (select max(g.effective_through) from gpci as g)
order by h.mac, h.locality
