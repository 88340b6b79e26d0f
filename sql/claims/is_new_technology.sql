-- Whether an APC is one of New Technology: of S its first ranges, of T its second, and 1901 to 1908 of both.
-- args: indicator, apc
-- kind: scalar
-- schema: internal
-- grain: true or false
-- source: CMS's OPPS pricer of 2020 to 2024; Addendum A: their rates are the middles of cost bands. They keep the quality
--   reduction off, and no comprehensive service takes them (Addendum J)
-- example: select internal.is_new_technology('S', '1491')
coalesce(
    indicator = 'S' and (apc between '1491' and '1537' or apc between '1575' and '1585' or apc between '1901' and '1908')
    or indicator = 'T'
    and (apc between '1539' and '1574' or apc between '1589' and '1599' or apc between '1901' and '1908'), false
)
