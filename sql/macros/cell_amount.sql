-- The dollars that a cell of text says, to the cent; NULL where it says none.
-- args: cell
-- kind: scalar
-- grain: one figure; NULL where the cell is empty or is no amount
-- source: docs/reference/claims.md: an amount may have $, commas and spaces. Of most cells nothing has to be taken away.
-- example: select cell_amount('$1,234.50')
coalesce(
    try_cast(cell as decimal(14, 2)),
    try_cast(translate(cell, '$, ', '') as decimal(14, 2))
)
