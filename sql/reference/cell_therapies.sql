-- Cell and gene therapies, which no comprehensive service packages since 2025.
-- grain: one row per code
-- key: hcpcs
-- schema: internal
-- source: Addendum J of the CY2025 OPPS final rule (C-APC exclusions: "Cell and gene therapies"), which names
--   the class and no codes. Here: the HCPCS codes of the products on FDA's list of approved cellular and gene
--   therapy products, read from their names in Addendum B and the HCPCS file. A line that is paid
--   by it says so.
select hcpcs
from (
    values
    ('J1411'), ('J1412'), ('J1413'), ('J1414'), ('J3387'), ('J3389'), ('J3391'), ('J3392'), ('J3393'),
    ('J3394'), ('J3398'), ('J3399'), ('J3401'), ('J3402'), ('J3403'), ('J3404'), ('J3405'), ('J9029'),
    ('J9325'), ('Q2041'), ('Q2042'), ('Q2043'), ('Q2053'), ('Q2054'), ('Q2055'), ('Q2056'), ('Q2057'),
    ('Q2058')
) as therapies (hcpcs)
