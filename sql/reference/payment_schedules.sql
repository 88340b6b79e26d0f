-- The Medicare schedules that an answer may name as the one that pays.
-- grain: one row per schedule
-- key: schedule
-- source: SSA 1833, 1834, 1842, 1847A, 1848, 1881; the names are those of Ratebook's data sets.
--   loaded: Ratebook reads its amounts; of the others it says their name alone.
select
    schedule,
    title,
    loaded
from (
    values
    ('PFS', 'physician fee schedule', true),
    ('OPPS', 'hospital outpatient prospective payment system', true),
    ('ASC', 'ambulatory surgical center payment system', true),
    ('CLFS', 'clinical laboratory fee schedule', false),
    ('ASP', 'Part B drug payment limits (ASP)', false),
    ('DME', 'fee schedule for equipment, prosthetics, orthotics and supplies (DMEPOS)', false),
    ('AFS', 'ambulance fee schedule', false),
    ('ESRD', 'prospective payment system for end-stage renal disease', false),
    ('OTP', 'bundled payment for opioid treatment programs', false)
) as schedules (schedule, title, loaded)
