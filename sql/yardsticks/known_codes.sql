-- A few codes that every release lists, and the range of their figures.
-- grain: one row per CMS table and hcpcs
-- key: table_name, hcpcs
-- schema: internal
-- source: every PPRRVU, Addendum B, ASC AA and BB of 2019 to 2026; a figure lies between half its
--   lowest and twice its highest there (70450 in PPRRVU wider: it was higher before 2007)
--   figure: the non-facility total of PPRRVU, the payment rate of the others; no bounds where
--   the code is only to be there
select
    table_name,
    hcpcs,
    lowest::decimal(12, 2) as lowest,
    highest::decimal(12, 2) as highest
from (
    values
    ('pprrvu', '20610', 0.88, 4.12),
    ('pprrvu', '45378', 4.71, 22.64),
    ('pprrvu', '66984', 6.92, 32.28),
    ('pprrvu', '70450', 1.59, 10.00),
    ('pprrvu', '99213', 1.05, 5.70),
    ('addendum_b', '20610', 123.00, 627.20),
    ('addendum_b', '45378', 372.00, 1900.20),
    ('addendum_b', '66984', 958.00, 4715.62),
    ('addendum_b', '70450', 52.00, 225.02),
    ('addendum_b', '99213', null, null),
    ('addendum_b', 'G0463', 57.00, 272.04),
    ('asc_aa', '20610', 15.00, 77.88),
    ('asc_aa', '43239', 198.00, 1006.78),
    ('asc_aa', '45378', 192.00, 1020.98),
    ('asc_aa', '66984', 506.00, 2511.46),
    ('asc_bb', '70450', 27.00, 114.08),
    ('asc_bb', '71250', 27.00, 114.08),
    ('asc_bb', '76856', 27.00, 114.08)
) as codes (table_name, hcpcs, lowest, highest)
