-- An amount in dollars and cents, rounded half up to the cent.
-- args: amount
-- kind: scalar
-- grain: one amount, dollars; NULL where there is none
-- source: CMS rounds an amount once, when all of it is computed
-- example: select in_cents(terms_amount(32.3465, 0.97, 1.0, 1.34, 1.0, 0.09, 1.0))
round(amount, 2)::decimal(12, 2)
