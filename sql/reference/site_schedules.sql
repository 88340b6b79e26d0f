-- The schedules whose amounts stand side by side in payment_by_site.
-- grain: one row per schedule
-- key: schedule
-- schema: internal
-- source: an office is paid by the PFS, a hospital by OPPS (or the PFS), an ASC by its own system;
--   every other schedule is shown below them, from payment
select schedule
from (values ('PFS'), ('OPPS'), ('ASC')) as schedules (schedule)
