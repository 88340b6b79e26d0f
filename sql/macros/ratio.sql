-- What part one amount is of another, to nine digits, rounded half up.
-- args: part, whole
-- kind: scalar
-- grain: one figure; NULL where one of both is not there, or the whole is zero
-- source: CMS's OPPS pricer cuts the copayment over the rate so. In whole numbers, since DuckDB gives
--   a binary fraction for the division of two decimals.
-- example: select ratio(182.35, 911.71)
(
    (2 * (part::decimal(37, 9) * 1000000000)::hugeint * 1000000000
    + (whole::decimal(37, 9) * 1000000000)::hugeint)
    // nullif(2 * (whole::decimal(37, 9) * 1000000000)::hugeint, 0)
)::decimal(28, 0) * 0.000000001
