-- What an OPPS status indicator says about a line that stands alone on a claim.
-- grain: one row per status indicator
-- source: OPPS Addendum D1 (CY 2025); 42 CFR 419.2, 419.22, 419.31; S1: CY 2026 final rule
--   payment: 'rate' (its own APC's rate), 'packaged' (nothing extra), 'none' (see reason)
--   is_item: a drug, blood, a source or a product, for which nobody but the facility is paid
select
    status_indicator,
    payment,
    reason,
    status_indicator in ('G', 'K', 'K1', 'R', 'S1', 'U') as is_item
from (
    values
    ('J1', 'rate', null),
    ('J2', 'rate', null),
    ('S', 'rate', null),
    ('S1', 'rate', null),
    ('T', 'rate', null),
    ('V', 'rate', null),
    ('P', 'rate', null),
    ('Q1', 'rate', null),
    ('Q2', 'rate', null),
    ('Q3', 'rate', null),
    ('R', 'rate', null),
    ('U', 'rate', null),
    ('G', 'rate', null),
    ('K', 'rate', null),
    ('K1', 'rate', null),
    ('N', 'packaged', 'packaged into the payment of other services'),
    ('A', 'none', 'paid under another fee schedule, not OPPS'),
    ('B', 'none', 'not recognized on a hospital outpatient bill: another code may be'),
    ('C', 'none', 'inpatient only'),
    ('D', 'none', 'discontinued code'),
    ('E', 'none', 'not paid by Medicare on an outpatient bill'),
    ('E1', 'none', 'not covered by Medicare'),
    ('E2', 'none', 'no pricing information: not paid'),
    ('F', 'none', 'paid at reasonable cost: no rate'),
    ('H', 'none', 'pass-through device: paid at cost, no rate'),
    ('H1', 'none', 'non-opioid device: paid at cost, no rate'),
    ('L', 'none', 'vaccine or monoclonal antibody: paid at reasonable cost, no rate'),
    ('M', 'none', 'not billable to the MAC'),
    ('Q4', 'none', 'laboratory test: packaged, or paid under the laboratory fee schedule'),
    ('Y', 'none', 'durable medical equipment: billed to the DME MAC')
) as indicators (status_indicator, payment, reason)
