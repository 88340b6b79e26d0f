-- The least rows that a complete file of a year has, to detect a truncated file when no other release is loaded.
-- grain: one row per CMS table and year
-- key: table_name, payment_year
-- schema: internal
-- source: counted in CMS's files of 2019 to 2026, the smallest of each year; a later year is held
--   against the last one known. A list grows within its year and from year to year, except
--   ASC AA (4,261 to 4,010 in 2022) and the rated codes of Addendum B (6,292 to 6,093 in 2022)
--   exact: GPCI has just so many localities in that year; of the others a tenth may be missing
select
    table_name,
    payment_year,
    expected_rows,
    expected_paid,
    table_name = 'gpci' as exact
from (
    values
    ('pprrvu', 2020, 17236, 8982),
    ('pprrvu', 2021, 17327, 8996),
    ('pprrvu', 2022, 17600, 9019),
    ('pprrvu', 2023, 18010, 9028),
    ('pprrvu', 2024, 18499, 9087),
    ('pprrvu', 2025, 18865, 9133),
    ('pprrvu', 2026, 19356, 9520),
    ('gpci', 2020, 112, null),
    ('gpci', 2021, 112, null),
    ('gpci', 2022, 112, null),
    ('gpci', 2023, 112, null),
    ('gpci', 2024, 109, null),
    ('gpci', 2025, 109, null),
    ('gpci', 2026, 109, null),
    ('addendum_b', 2019, 16244, 5884),
    ('addendum_b', 2020, 16628, 5947),
    ('addendum_b', 2021, 16873, 6292),
    ('addendum_b', 2022, 17192, 6093),
    ('addendum_b', 2023, 17559, 6182),
    ('addendum_b', 2024, 18109, 6559),
    ('addendum_b', 2025, 18562, 6635),
    ('addendum_b', 2026, 18984, 7311),
    ('asc_aa', 2020, 3965, 3529),
    ('asc_aa', 2021, 4261, 3807),
    ('asc_aa', 2022, 4010, 3580),
    ('asc_aa', 2023, 4067, 3637),
    ('asc_aa', 2024, 4110, 3681),
    ('asc_aa', 2025, 4183, 3739),
    ('asc_aa', 2026, 4821, 4327),
    ('asc_bb', 2020, 1748, 786),
    ('asc_bb', 2021, 1922, 828),
    ('asc_bb', 2022, 1959, 843),
    ('asc_bb', 2023, 2035, 874),
    ('asc_bb', 2024, 2304, 988),
    ('asc_bb', 2025, 2454, 983),
    ('asc_bb', 2026, 2504, 1365),
    ('wage_index', 2022, 462, null),
    ('wage_index', 2025, 503, null),
    ('wage_index', 2026, 486, null),
    ('zip5', 2025, 42956, null)
) as counted (table_name, payment_year, expected_rows, expected_paid)
