-- What an OPPS status indicator means for a line that is alone on the claim.
-- grain: one row per status indicator
-- key: status_indicator
-- source: OPPS Addendum D1 (CY 2025); 42 CFR 419.2, 419.22, 419.31; S1: CY 2026 final rule
--   payment: 'rate' (its own APC's rate), 'packaged' (nothing extra), 'none' (see meaning)
--   paid_by: the schedule that pays; NULL where none does, cost is paid, or (A) the code decides
--   is_item: a drug, blood, a source or a product, for which only the facility is paid
--   labor_share: how much of a rate the hospital's wage index adjusts (42 CFR 419.43(c))
--   What else on the claim can change the payment: comparable_totals.
select
    status_indicator,
    payment,
    meaning,
    paid_by,
    status_indicator in ('G', 'K', 'K1', 'R', 'S1', 'U') as is_item,
    case
        when status_indicator in ('G', 'K', 'K1', 'R', 'S1', 'U') then 0
        else 0.6
    end::decimal(2, 1) as labor_share
from (
    values
    ('J1', 'rate', 'comprehensive service', 'OPPS'),
    ('J2', 'rate', 'comprehensive observation, visit or emergency visit', 'OPPS'),
    ('S', 'rate', 'procedure, paid in full when billed with others', 'OPPS'),
    ('S1', 'rate', 'skin substitute product, paid by area', 'OPPS'),
    ('T', 'rate', 'procedure, paid at 50% when billed with a higher-paying T procedure', 'OPPS'),
    ('V', 'rate', 'clinic or emergency visit', 'OPPS'),
    ('P', 'rate', 'partial hospitalization, paid by the day', 'OPPS'),
    ('Q1', 'rate', 'packaged into another service, or paid separately', 'OPPS'),
    ('Q2', 'rate', 'packaged into another service, or paid separately', 'OPPS'),
    ('Q3', 'rate', 'part of a composite, or paid separately', 'OPPS'),
    ('R', 'rate', 'blood', 'OPPS'),
    ('U', 'rate', 'brachytherapy source', 'OPPS'),
    ('G', 'rate', 'pass-through drug', 'OPPS'),
    ('K', 'rate', 'separately payable drug', 'OPPS'),
    ('K1', 'rate', 'non-opioid drug for pain', 'OPPS'),
    ('N', 'packaged', 'packaged into the payment of other services', 'OPPS'),
    ('A', 'none', 'paid under a fee schedule other than OPPS', null),
    ('B', 'none', 'not recognized on an outpatient hospital claim: bill another code', null),
    ('C', 'none', 'inpatient only', null),
    ('D', 'none', 'discontinued code: not paid by Medicare', null),
    ('E', 'none', 'not paid by Medicare on an outpatient hospital claim', null),
    ('E1', 'none', 'not covered by Medicare', null),
    ('E2', 'none', 'no pricing information, so not paid', null),
    ('F', 'none', 'paid at reasonable cost, so there is no rate', null),
    ('H', 'none', 'pass-through device: paid at cost, so there is no rate', 'OPPS'),
    ('H1', 'none', 'non-opioid device: paid at cost, so there is no rate', 'OPPS'),
    (
        'L', 'none',
        'vaccine or monoclonal antibody: paid at reasonable cost, so there is no rate', null
    ),
    ('M', 'none', 'not billable to the MAC', null),
    (
        'Q4', 'none',
        'laboratory test: packaged, or paid under the laboratory fee schedule (CLFS) when billed alone',
        'CLFS'
    ),
    (
        'Y', 'none',
        'durable medical equipment: billed to the DME MAC under the DMEPOS fee schedule', 'DME'
    )
) as indicators (status_indicator, payment, meaning, paid_by)
