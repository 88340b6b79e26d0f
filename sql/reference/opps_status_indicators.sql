-- What an OPPS status indicator says about a line that stands alone on a claim.
-- grain: one row per status indicator
-- key: status_indicator
-- source: OPPS Addendum D1 (CY 2025); 42 CFR 419.2, 419.22, 419.31; S1: CY 2026 final rule
--   payment: 'rate' (its own APC's rate), 'packaged' (nothing extra), 'none' (see meaning)
--   is_item: a drug, blood, a source or a product, for which nobody but the facility is paid
--   caveat: what else on the claim can change the payment
select
    status_indicator,
    payment,
    meaning,
    status_indicator in ('G', 'K', 'K1', 'R', 'S1', 'U') as is_item,
    caveat
from (
    values
    ('J1', 'rate', 'comprehensive service', 'J1: the hospital amount pays for the whole claim'),
    (
        'J2', 'rate', 'comprehensive observation, visit or emergency visit',
        'J2: with enough observation hours one payment for the whole claim'
    ),
    ('S', 'rate', 'procedure, not discounted with others', null),
    ('S1', 'rate', 'skin substitute product, paid by area', null),
    ('T', 'rate', 'procedure, discounted with others', 'T: half of it beside a dearer T service'),
    ('V', 'rate', 'clinic or emergency visit', null),
    ('P', 'rate', 'partial hospitalization, paid by the day', null),
    ('Q1', 'rate', 'packaged or paid', 'Q1: packaged if the claim has an S, T or V service'),
    ('Q2', 'rate', 'packaged or paid', 'Q2: packaged if the claim has a T service'),
    ('Q3', 'rate', 'composite or paid', 'Q3: one composite payment with certain other services'),
    ('R', 'rate', 'blood', null),
    ('U', 'rate', 'brachytherapy source', null),
    ('G', 'rate', 'pass-through drug', null),
    ('K', 'rate', 'separately payable drug', null),
    ('K1', 'rate', 'non-opioid drug for pain', null),
    ('N', 'packaged', 'packaged into the payment of other services', null),
    ('A', 'none', 'paid under another fee schedule, not OPPS', null),
    ('B', 'none', 'not recognized on a hospital outpatient bill: another code may be', null),
    ('C', 'none', 'inpatient only', null),
    ('D', 'none', 'discontinued code', null),
    ('E', 'none', 'not paid by Medicare on an outpatient bill', null),
    ('E1', 'none', 'not covered by Medicare', null),
    ('E2', 'none', 'no pricing information: not paid', null),
    ('F', 'none', 'paid at reasonable cost: no rate', null),
    ('H', 'none', 'pass-through device: paid at cost, no rate', null),
    ('H1', 'none', 'non-opioid device: paid at cost, no rate', null),
    ('L', 'none', 'vaccine or monoclonal antibody: paid at reasonable cost, no rate', null),
    ('M', 'none', 'not billable to the MAC', null),
    ('Q4', 'none', 'laboratory test: packaged, or paid under the laboratory fee schedule', null),
    ('Y', 'none', 'durable medical equipment: billed to the DME MAC', null)
) as indicators (status_indicator, payment, meaning, caveat)
