-- The Medicare schedules that an answer can name as the payer.
-- grain: one row per schedule
-- key: schedule
-- source: SSA 1833, 1834, 1842, 1847A, 1848, 1881; the names are those of Ratebook's data sets.
--   loaded: Ratebook reads its amounts; for the others it gives only the name.
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
    ('DME', 'fee schedule for durable medical equipment, prosthetics, orthotics and supplies (DMEPOS)', false),
    ('AFS', 'ambulance fee schedule', false),
    ('ESRD', 'end-stage renal disease prospective payment system', false),
    ('OTP', 'bundled payment for opioid treatment programs', false),
    ('FQHC', 'payment systems for federally qualified health centers and rural health clinics', false)
) as schedules (schedule, title, loaded)
