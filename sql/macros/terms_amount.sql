-- The payment formula of every Medicare schedule: factor x sum of (term x index of the place).
-- args: factor, term_1, index_1, term_2, index_2, term_3, index_3
-- kind: scalar
-- grain: one figure, unrounded; NULL where the factor, a term or an index is NULL
-- source: 42 CFR 414.20 (work, practice expense and malpractice RVUs, three GPCIs, the conversion
--   factor), 419.43 (60 percent of the rate with the wage index), 416.172 (50 percent), 414.46
--   (anesthesia units and the locality's factor). A schedule with fewer terms has 0 for the others.
-- example: select terms_amount(32.3465, 0.97, 1.0, 1.34, 1.0, 0.09, 1.0)
(term_1 * index_1 + term_2 * index_2 + term_3 * index_3) * factor
