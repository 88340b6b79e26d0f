-- The schedules that pay for a test or an item whatever the site: what an office or a hospital is paid for
--   a code that the PFS and OPPS leave to them.
-- grain: one row per schedule
-- key: schedule
-- schema: internal
-- source: laboratory tests: 42 CFR 414.507; drugs: 42 CFR 414.904; equipment: 42 CFR 414.210.
--   everywhere: one rate for the nation, so that it stands in payment_by_site
select
    schedule,
    everywhere
from (values ('CLFS', true), ('ASP', true), ('DME', false)) as schedules (schedule, everywhere)
