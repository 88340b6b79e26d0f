-- What an ASC payment indicator means for a code.
-- grain: one row per payment indicator
-- key: payment_indicator
-- source: ASC Addendum DD1 (CY 2025, CY 2026); 42 CFR 416.164, 416.166, 416.171
--   payment: 'rate' (the printed rate), 'packaged' (nothing extra), 'none' (see meaning)
--   paid_by: the schedule that pays the ASC; NULL where none does
--   is_item: a drug, a source or a product, for which only the facility is paid
--   labor_share: how much of a rate the center's wage index adjusts (42 CFR 416.172(c))
select
    payment_indicator,
    payment,
    meaning,
    case when payment <> 'none' or payment_indicator in ('J7', 'K7') then 'ASC' end as paid_by,
    payment_indicator in ('H2', 'K2', 'L1', 'L6', 'S2') as is_item,
    case
        when payment_indicator in ('H2', 'K2', 'L1', 'L6', 'S2') then 0
        else 0.5
    end::decimal(2, 1) as labor_share
from (
    values
    ('A2', 'rate', 'surgical procedure on the ASC list before 2008'),
    ('D2', 'rate', 'dental procedure, paid by OPPS relative weight'),
    ('G2', 'rate', 'surgical procedure added to the ASC list in 2008 or later'),
    ('H2', 'rate', 'brachytherapy source'),
    ('J8', 'rate', 'device-intensive procedure'),
    ('K2', 'rate', 'drug or biological'),
    ('L6', 'rate', 'new technology intraocular lens or non-opioid product'),
    ('P2', 'rate', 'office-based procedure, paid by OPPS relative weight'),
    ('P3', 'rate', 'office-based procedure, paid by PFS RVUs'),
    ('R2', 'rate', 'office-based procedure without PFS RVUs'),
    ('S2', 'rate', 'skin substitute product'),
    ('Z2', 'rate', 'radiology or diagnostic test, paid by OPPS relative weight'),
    ('Z3', 'rate', 'radiology or diagnostic test, paid by PFS RVUs'),
    ('D1', 'packaged', 'packaged dental service: no separate payment'),
    ('L1', 'packaged', 'packaged vaccine or antibody: no separate payment'),
    ('N1', 'packaged', 'packaged: no separate payment'),
    ('F4', 'none', 'corneal tissue or hepatitis B vaccine: paid at reasonable cost, so there is no rate'),
    ('J7', 'none', 'pass-through device: each MAC sets the amount'),
    ('K7', 'none', 'unclassified drug: each MAC sets the amount'),
    ('B5', 'none', 'not recognized: bill another code'),
    ('C5', 'none', 'inpatient procedure'),
    ('D5', 'none', 'deleted or discontinued code'),
    ('E5', 'none', 'not valid or not covered'),
    ('K5', 'none', 'no pricing information, so not paid'),
    ('M5', 'none', 'performance measurement code: for reporting only'),
    ('M6', 'none', 'paid under another fee schedule'),
    ('U5', 'none', 'unlisted surgical procedure: excluded from ASC payment'),
    ('X5', 'none', 'not safe in an ASC: excluded from ASC payment'),
    ('Y5', 'none', 'not a surgical procedure: excluded from ASC payment')
) as indicators (payment_indicator, payment, meaning)
