-- Whether a site's payment for a code may be compared with the price of an office visit.
-- grain: one row per site and indicator (OPPS status indicator, ASC payment indicator)
-- key: site, indicator
-- source: OPPS Addendum D1 (CY 2025), ASC Addendum DD1; 42 CFR 419.2, 419.44, 416.172(e)
--   comparable: 'yes' (the amount pays for the service), 'alone' (it does while nothing else on the
--   claim changes it: condition says what would), 'no' (the amount is a part of another payment, or
--   pays for more than the service: condition says which). Every reader asks this table.
select
    site,
    indicator,
    comparable,
    condition
from (
    values
    ('hospital', 'A', 'yes', null),
    ('hospital', 'G', 'yes', null),
    ('hospital', 'J1', 'no', 'J1: the hospital amount pays for the whole claim'),
    (
        'hospital', 'J2', 'alone',
        'J2: with enough hours of observation, one payment covers the whole claim'
    ),
    ('hospital', 'K', 'yes', null),
    ('hospital', 'K1', 'yes', null),
    ('hospital', 'N', 'no', 'packaged (N): another service''s payment covers it'),
    ('hospital', 'P', 'no', 'P: the hospital amount pays for a day of the program'),
    ('hospital', 'Q1', 'alone', 'Q1: packaged when the claim has an S, T or V service'),
    ('hospital', 'Q2', 'alone', 'Q2: packaged when the claim has a T or J1 service'),
    ('hospital', 'Q3', 'alone', 'Q3: billed with certain other services, one composite payment covers all'),
    ('hospital', 'Q4', 'alone', 'Q4: packaged when the claim has any other hospital service'),
    ('hospital', 'R', 'yes', null),
    ('hospital', 'S', 'yes', null),
    ('hospital', 'S1', 'yes', null),
    ('hospital', 'T', 'alone', 'T: paid at 50% when billed with a higher-paying T procedure'),
    ('hospital', 'U', 'yes', null),
    ('hospital', 'V', 'yes', null),
    ('asc', 'A2', 'yes', null),
    ('asc', 'D1', 'no', 'packaged (D1): another service''s payment covers it'),
    ('asc', 'D2', 'yes', null),
    ('asc', 'G2', 'yes', null),
    ('asc', 'H2', 'yes', null),
    ('asc', 'J8', 'yes', null),
    ('asc', 'K2', 'yes', null),
    ('asc', 'L1', 'no', 'packaged (L1): another service''s payment covers it'),
    ('asc', 'L6', 'yes', null),
    ('asc', 'N1', 'no', 'packaged (N1): another service''s payment covers it'),
    ('asc', 'P2', 'yes', null),
    ('asc', 'P3', 'yes', null),
    ('asc', 'R2', 'yes', null),
    ('asc', 'S2', 'yes', null),
    ('asc', 'Z2', 'yes', null),
    ('asc', 'Z3', 'yes', null)
) as totals (site, indicator, comparable, condition)
