-- The Medicare schedules that an answer can name as the payer.
-- grain: one row per schedule
-- key: schedule
-- source: the catalog, for those whose amounts Ratebook reads (loaded; terms: what each term of
--   code_terms is, in words); SSA 1834, 1847A, 1881 for the others, of which it gives only the name.
-- depends: catalog_schedules
with others as (
    select *
    from (
        values
        ('CLFS', 'clinical laboratory fee schedule'),
        ('ASP', 'Part B drug payment limits (ASP)'),
        (
            'DME',
            'fee schedule for durable medical equipment, prosthetics, orthotics and supplies '
            || '(DMEPOS)'
        ),
        ('AFS', 'ambulance fee schedule'),
        ('ESRD', 'end-stage renal disease prospective payment system'),
        ('OTP', 'bundled payment for opioid treatment programs'),
        ('FQHC', 'payment systems for federally qualified health centers and rural health clinics')
    ) as schedules (schedule, title)
)

select schedule, title, true as loaded, terms
from catalog_schedules
union all
select o.schedule, o.title, false as loaded, [] as terms
from others as o
anti join catalog_schedules as c on o.schedule = c.schedule
