-- What is paid: the lower of an amount and its ceiling, rounded half up to the cent once.
-- args: amount, ceiling
-- kind: scalar
-- grain: one amount, dollars; NULL where there is no amount. A ceiling that is NULL is none.
-- source: 42 CFR 414.20; SSA 1848(b)(4) (the OPPS amount is the ceiling of a physician's test)
-- example: select paid_amount(terms_amount(32.3465, 0.97, 1.0, 1.34, 1.0, 0.09, 1.0), null)
-- depends: in_cents
in_cents(case when ceiling < amount then ceiling else amount end)
