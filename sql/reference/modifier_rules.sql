-- How a modifier changes the fee, by who bills and by the deciding indicator.
-- grain: one row per setting, modifier, indicator_column and value of it
-- key: setting, modifier, indicator_column, indicator_value
-- source: as the row says; confidence D: read in a CMS document, V: computed from CMS's files,
--   S: a secondary source, M: from memory of the manual. A row for an indicator of the code goes
--   before the row for any code; where no row fits, the modifier is not known there.
--   fee_effect: none (the fee of the code), row (a row of its own: 26, TC, 53), changes (another
--   fee, or none) or refused (it does not go with such a code: not paid, or not settled).
with written (
    setting, modifiers, indicator_column, indicator_values, allowed, fee_effect, payment_effect,
    confidence, source
) as (
    values
    ('professional', '26', 'pctc', '0', 'no', 'refused', 'the code has no parts', 'D', 'indicators'),
    ('professional', '26', 'pctc', '1', 'yes', 'row', 'the row of the professional part', 'D', 'indicators'),
    (
        'professional', '26', 'pctc', '2',
        'no', 'refused', 'the code is the professional part: billed without 26', 'D', 'indicators'
    ),
    ('professional', '26', 'pctc', '3', 'no', 'refused', 'the code is the technical part', 'D', 'indicators'),
    (
        'professional', '26', 'pctc', '4',
        'no', 'refused', 'the parts have codes of their own', 'D', 'indicators'
    ),
    ('professional', '26', 'pctc', '5', 'no', 'refused', 'incident to', 'D', 'indicators'),
    ('professional', '26', 'pctc', '6', 'yes', 'row', '26 row is the only paid row', 'D', 'indicators'),
    ('professional', '26', 'pctc', '7', 'no', 'refused', 'therapy', 'D', 'indicators'),
    ('professional', '26', 'pctc', '8', 'yes', 'row', 'the professional part of a smear, of inpatients', 'D', 'indicators'),
    ('professional', '26', 'pctc', '9', 'no', 'refused', '', 'D', 'indicators'),
    ('professional', 'TC', 'pctc', '0 2 4 5 6 7 9', 'no', 'refused', '', 'D', 'indicators'),
    (
        'professional', 'TC', 'pctc', '1',
        'yes', 'row', 'the row of the technical part; in a facility the facility is paid it', 'D', 'indicators'
    ),
    ('professional', 'TC', 'pctc', '3', 'no', 'refused', 'the code is the technical part: billed without TC', 'D', 'indicators'),
    ('professional', 'TC', 'pctc', '8', 'no', 'refused', 'the technical part is not paid', 'D', 'indicators'),
    ('professional', '50', 'bilateral_surgery', '0', 'no', 'refused', 'paid as one side (100 %)', 'D', 'indicators'),
    (
        'professional', '50', 'bilateral_surgery', '1',
        'yes', 'changes', '150 % of one side, then rank', 'D', 'indicators'
    ),
    (
        'professional', '50', 'bilateral_surgery', '2',
        'no', 'refused', 'price is already for both sides: 100 % once', 'D', 'indicators'
    ),
    (
        'professional', '50', 'bilateral_surgery', '3',
        'yes', 'changes', '200 %: 100 % a side; no multiple-procedure effect', 'D', 'indicators'
    ),
    ('professional', '50', 'bilateral_surgery', '9', 'no', 'refused', 'concept does not apply', 'D', 'indicators'),
    ('professional', 'LT RT', 'bilateral_surgery', '0', 'informational', 'none', 'one price', 'D/M', 'indicators'),
    (
        'professional', 'LT RT', 'bilateral_surgery', '1',
        'yes', 'none', 'bilateral surgery on one day: 150 % in total', 'D/M', 'indicators'
    ),
    ('professional', 'LT RT', 'bilateral_surgery', '2', 'no', 'none', 'the amount already covers both sides', 'D/M', 'indicators'),
    ('professional', 'LT RT', 'bilateral_surgery', '3', 'yes', 'none', 'each side in full', 'D/M', 'indicators'),
    ('professional', 'LT RT', 'bilateral_surgery', '9', 'informational', 'none', '', 'D/M', 'indicators'),
    (
        'professional', '51', 'multiple_procedure', '0',
        'informational', 'none', 'no reduction; the contractor sets 51 itself', 'S', 'multiple'
    ),
    (
        'professional', '51', 'multiple_procedure', '2',
        'informational', 'none', 'beside procedures that pay more 50 %; more than five by report; the contractor sets 51 itself', 'S', 'multiple'
    ),
    (
        'professional', '51', 'multiple_procedure', '3',
        'informational', 'none', 'beside another endoscopy of its family the difference to the base, then 100 or 50 % by rank; the contractor sets 51 itself', 'S', 'multiple'
    ),
    (
        'professional', '51', 'multiple_procedure', '4',
        'informational', 'none', 'beside images that pay more the technical part 50 %, the professional 95 %; the contractor sets 51 itself', 'S', 'multiple'
    ),
    (
        'professional', '51', 'multiple_procedure', '5',
        'no', 'none', 'half the practice expense of all units but the first; the contractor sets 51 itself', 'S', 'multiple'
    ),
    (
        'professional', '51', 'multiple_procedure', '6',
        'informational', 'none', 'beside tests that pay more the technical part 75 %; the contractor sets 51 itself', 'S', 'multiple'
    ),
    (
        'professional', '51', 'multiple_procedure', '7',
        'informational', 'none', 'beside tests that pay more the technical part 80 %; the contractor sets 51 itself', 'S', 'multiple'
    ),
    (
        'professional', '51', 'multiple_procedure', '9',
        'no', 'none', 'the contractor sets 51 itself', 'S', 'multiple'
    ),
    (
        'professional', '80 81 82 AS', 'assistant_surgery', '0',
        'review', 'changes', '16 % (AS 13.6 %) with documentation', 'D percent S', 'indicators'
    ),
    (
        'professional', '80 81 82 AS', 'assistant_surgery', '1',
        'no', 'refused', 'not paid, by statute', 'D percent S', 'indicators'
    ),
    (
        'professional', '80 81 82 AS', 'assistant_surgery', '2',
        'yes', 'changes', '16 % of the amount after ranking and both sides (AS 13.6 %)', 'D percent S', 'indicators'
    ),
    ('professional', '80 81 82 AS', 'assistant_surgery', '9', 'no', 'refused', '', 'D percent S', 'indicators'),
    ('professional', '62', 'co_surgery', '0', 'no', 'refused', 'co-surgeons not paid', 'D percent M', 'indicators'),
    (
        'professional', '62', 'co_surgery', '1',
        'review', 'changes', '62.5 % each, with documentation', 'D percent M', 'indicators'
    ),
    (
        'professional', '62', 'co_surgery', '2',
        'yes', 'changes', '62.5 % each when specialties differ', 'D percent M', 'indicators'
    ),
    ('professional', '62', 'co_surgery', '9', 'no', 'refused', '', 'D percent M', 'indicators'),
    ('professional', '66', 'team_surgery', '0 9', 'no', 'refused', '', 'D', 'indicators'),
    ('professional', '66', 'team_surgery', '1 2', 'review', 'changes', 'by report', 'D', 'indicators'),
    (
        'professional', '54', 'global_days', '000 MMM XXX YYY ZZZ',
        'no', 'refused', 'CMS prints no parts of this code', 'D', 'split'
    ),
    ('professional', '55', 'global_days', '000 MMM XXX YYY ZZZ', 'no', 'refused', '', 'D', 'split'),
    (
        'professional', '56', 'global_days', '000 MMM XXX YYY ZZZ',
        'no', 'refused', 'the part before the operation; Medicare pays it with 54', 'M', 'payers'
    ),
    (
        'professional', '78', 'global_days', '000',
        'yes', 'none', 'the part of the operation itself; of 0 days the full fee; no new days after it', 'D', 'return'
    ),
    (
        'professional', '58 79', 'global_days', '000 010 090 YYY',
        'yes', 'none', 'no price effect; new days after the operation begin', 'M', 'manual'
    ),
    (
        'professional', '24 25 57', 'global_days', '000 010 090 MMM YYY ZZZ',
        'no', 'none', 'on visits; no price effect (25 beside a procedure of 0 or 10 days, 57 beside one of 90)', 'M', 'manual'
    ),
    (
        'professional', '54', 'global_days', '010 090',
        'yes', 'changes', 'the parts before and at the operation, rounded to the cent', 'D', 'split'
    ),
    ('professional', '55', 'global_days', '010 090', 'yes', 'changes', 'the part after the operation, by the days of 10 or 90', 'D', 'split'),
    (
        'professional', '56', 'global_days', '010 090',
        'review', 'changes', 'the part before the operation; Medicare pays it with 54', 'M', 'payers'
    ),
    (
        'professional', '78', 'global_days', '010 090',
        'yes', 'changes', 'the part of the operation itself; of 0 days the full fee; no new days after it', 'D', 'return'
    ),
    (
        'professional', '78', 'global_days', 'MMM XXX YYY ZZZ',
        'no', 'refused', 'the part of the operation itself; of 0 days the full fee; no new days after it', 'D', 'return'
    ),
    (
        'professional', '58 79', 'global_days', 'MMM XXX ZZZ',
        'no', 'none', 'no price effect; new days after the operation begin', 'M', 'manual'
    ),
    (
        'professional', '24 25 57', 'global_days', 'XXX',
        'yes', 'none', 'on visits; no price effect (25 beside a procedure of 0 or 10 days, 57 beside one of 90)', 'M', 'manual'
    ),
    ('professional', '53', 'hcpcs', '45378 G0105 G0121 44388', 'yes', 'row', 'a row of its own', 'V', 'rows'),
    ('professional', '53', 'any', '', 'review', 'changes', 'by report: the contractor sets the price', 'V', 'rows'),
    (
        'professional', '22', 'any', '',
        'review', 'changes', 'by report: 100 %, and the contractor may pay more', 'M', 'manual'
    ),
    (
        'professional', '52', 'any', '',
        'review', 'changes', 'by report: the contractor sets the price', 'M', 'manual'
    ),
    ('professional', '63', 'any', '', 'review', 'changes', 'by report; not with codes that are exempt from 63', 'M', 'manual'),
    ('professional', '47', 'any', '', 'no', 'refused', 'not paid', 'M', 'manual'),
    ('professional', 'AA QZ', 'status_code', 'J', 'yes', 'none', 'anesthesia 100 %', 'D/S', 'anesthesia'),
    ('professional', 'QK QX QY', 'status_code', 'J', 'yes', 'changes', 'anesthesia 50 %', 'D/S', 'anesthesia'),
    (
        'professional', 'AD', 'status_code', 'J',
        'yes', 'changes', 'anesthesia 3 base units (4 at induction), no time', 'D/S', 'anesthesia'
    ),
    (
        'professional', 'QS G8 G9 P1 P2 P3 P4 P5 P6 23 GC 99100 99116 99135 99140', 'status_code', 'J',
        'informational', 'none', 'no payment effect', 'M', 'anesthesia_manual'
    ),
    (
        'professional', 'GP GO GN', 'multiple_procedure', '5',
        'yes', 'none', 'therapy plan; needed for always-therapy codes (MULT 5)', 'D', 'therapy'
    ),
    (
        'professional', 'CQ CO', 'multiple_procedure', '5',
        'yes', 'changes', '85 % of Medicare''s part since 2022, with GP or GO', 'D cms.gov page read', 'therapy'
    ),
    (
        'professional', 'KX', 'multiple_procedure', '5',
        'yes', 'none', 'over the therapy threshold; no price effect', 'M', 'therapy'
    ),
    (
        'professional', 'CT', 'pctc', '1 3',
        'yes', 'changes', '85 % of the technical part, of CT scans', 'S xifin; D pricer (OPPS)', 'memory'
    ),
    (
        'professional', 'FX', 'pctc', '1 3',
        'yes', 'changes', '80 % of the technical part, of X-rays', 'S xifin', 'memory'
    ),
    (
        'professional', 'FY', 'pctc', '1 3',
        'yes', 'changes', '90 % of the technical part (2018 to 2022 93 %), of X-rays', 'D pricer (OPPS)', 'memory'
    ),
    (
        'professional', '59 XE XS XP XU', 'any', '',
        'informational', 'none', 'no price effect; lifts a pair of NCCI whose indicator is 1; an image counts as another session', 'M/S', 'edits'
    ),
    (
        'professional', '76 77', 'any', '',
        'informational', 'none', 'no price effect; its units count on a line of their own', 'M/S', 'edits'
    ),
    ('professional', '91', 'any', '', 'informational', 'none', 'no price effect; its units count on a line of their own', 'M/S', 'edits'),
    (
        'professional', 'FS', 'any', '',
        'informational', 'none', 'the fee of who bills', 'M/S', 'edits'
    ),
    ('professional', 'GC GE', 'any', '', 'informational', 'none', 'no price effect', 'M/S', 'edits'),
    (
        'professional', 'PT', 'any', '',
        'informational', 'none', 'no price effect; no deductible, and the patient owes 15 % (2023 to 2026)', 'M/S', 'edits'
    ),
    (
        'professional', '33', 'any', '',
        'informational', 'none', 'no price effect; the patient owes nothing', 'M/S', 'edits'
    ),
    (
        'professional', 'JW JZ', 'any', '',
        'informational', 'none', 'drug wastage: paid units / statement of none; no rate effect', 'M/S', 'edits'
    ),
    ('professional', 'AI AQ AR 95 93 GT FQ', 'any', '', 'informational', 'none', 'no price effect', 'M/S', 'edits'),
    ('professional', 'AJ', 'any', '', 'informational', 'changes', 'clinical social worker 75 %', 'M/S', 'edits'),
    ('professional', 'SA', 'any', '', 'informational', 'none', 'no price effect', 'M/S', 'edits'),
    (
        'professional', 'LC LD RC LM RI E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9', 'any', '',
        'informational', 'none', 'anatomy; no price effect; lifts a pair of NCCI whose indicator is 1', 'M/S', 'edits'
    ),
    ('professional', 'PO PN', 'any', '', 'informational', 'none', 'not for professional claims', 'M/S', 'edits'),
    (
        'professional', 'GY', 'any', '',
        'informational', 'changes', 'not paid: the patient pays', 'M', 'memory'
    ),
    (
        'hospital', 'GY', 'any', '',
        'informational', 'changes', 'not paid: the patient pays', 'M', 'memory'
    ),
    ('asc', 'GY', 'any', '', 'informational', 'changes', 'not paid: the patient pays', 'M', 'memory'),
    ('professional', 'GZ', 'any', '', 'informational', 'changes', 'not paid', 'M', 'memory'),
    ('hospital', 'GZ', 'any', '', 'informational', 'changes', 'not paid', 'M', 'memory'),
    ('asc', 'GZ', 'any', '', 'informational', 'changes', 'not paid', 'M', 'memory'),
    ('professional', 'GA GX', 'any', '', 'informational', 'none', 'notice given; no price effect', 'M', 'memory'),
    ('hospital', 'GA GX', 'any', '', 'informational', 'none', 'notice given; no price effect', 'M', 'memory'),
    ('asc', 'GA GX', 'any', '', 'informational', 'none', 'notice given; no price effect', 'M', 'memory'),
    (
        'hospital', '50', 'bilateral_surgery', '0',
        'no', 'refused', 'paid once', 'D', 'outpatient'
    ),
    (
        'hospital', '50', 'bilateral_surgery', '1',
        'yes', 'changes', 'status T: 150 % if it ranks first, else 100 %; other status 200 %; not on composites and comprehensive services', 'D', 'outpatient'
    ),
    (
        'hospital', '50', 'bilateral_surgery', '2',
        'no', 'refused', 'paid once: the amount is for both sides', 'D', 'outpatient'
    ),
    ('hospital', '50', 'bilateral_surgery', '3', 'yes', 'changes', 'status T: 150 % if it ranks first, else 100 %; other status 200 %', 'D', 'outpatient'),
    ('hospital', '50', 'bilateral_surgery', '9', 'no', 'refused', '', 'D', 'outpatient'),
    ('hospital', '50', 'units', '>1', 'no', 'refused', 'not with more than one unit: the claim comes back (edit 74)', 'D', 'outpatient'),
    (
        'hospital', '73', 'status_indicator', 'S T V Q1 Q2 Q3 Q4 J1',
        'yes', 'changes', '50 %; of a device-intensive service after the device is taken off; one unit, not with 50', 'D', 'outpatient'
    ),
    (
        'hospital', '52', 'status_indicator', 'S T V Q1 Q2 Q3 Q4 J1',
        'yes', 'changes', '50 %', 'D', 'outpatient'
    ),
    (
        'hospital', '74', 'status_indicator', 'S T V Q1 Q2 Q3 Q4 J1',
        'yes', 'none', 'no price effect; no complexity adjustment', 'D', 'outpatient'
    ),
    (
        'hospital', '76 77 78 79', 'status_indicator', 'S T V Q1 Q2 Q3 Q4 J1',
        'yes', 'none', 'the line is not discounted beside others', 'D', 'outpatient'
    ),
    (
        'hospital', '59 XE XS XP XU', 'status_indicator', 'S T V Q1 Q2 Q3 Q4 J1',
        'yes', 'none', 'no price effect; lifts a pair of NCCI whose indicator is 1; also keeps the tests of critical care (99291) from being packaged', 'D', 'outpatient'
    ),
    (
        'hospital', 'PN', 'status_indicator', 'J1 J2 Q1 Q2 Q3 Q4 S T V',
        'yes', 'changes', '40 %; the patient owes a fifth, without the inpatient cap', 'D', 'outpatient'
    ),
    ('hospital', 'PN', 'service', 'emergency', 'no', 'refused', 'not with this code (edit 101)', 'D', 'outpatient'),
    ('hospital', 'PN', 'status_indicator', 'F H L R U', 'yes', 'none', 'no price effect', 'D', 'outpatient'),
    (
        'hospital', 'PN', 'service', 'preventive',
        'yes', 'none', 'no price effect; G0463 always 40 %', 'D', 'outpatient'
    ),
    ('hospital', 'PN', 'status_indicator', 'A G K N', 'informational', 'none', 'no price effect', 'D', 'outpatient'),
    (
        'hospital', 'PO', 'hcpcs', 'G0463',
        'yes', 'changes', '40 %; not rural emergency hospitals, nor rural sole community hospitals since 2023', 'D, V', 'outpatient'
    ),
    (
        'hospital', 'PO', 'apc', '5691 5692 5693 5694',
        'yes', 'changes', '40 % from 2026, by secondary sources', 'S', 'unconfirmed'
    ),
    ('hospital', 'PO', 'any', '', 'informational', 'none', 'no price effect', 'D', 'outpatient'),
    (
        'hospital', 'ER', 'any', '',
        'informational', 'none', 'no price effect; not with PO or PN', 'D', 'outpatient'
    ),
    (
        'hospital', 'CT', 'status_indicator', 'S Q1 Q3',
        'yes', 'changes', '85 % of the rate; not with FX or FY', 'D, V', 'outpatient'
    ),
    (
        'hospital', 'FX', 'status_indicator', 'S Q1 Q3',
        'yes', 'changes', '80 % of the rate; not with CT', 'D, V', 'outpatient'
    ),
    (
        'hospital', 'FY', 'status_indicator', 'S Q1 Q3',
        'yes', 'changes', '90 % of the rate (to 2022 93 %); not with CT', 'D, V', 'outpatient'
    ),
    ('hospital', 'L1', 'status_indicator', 'Q4', 'no', 'refused', 'ended 2017-01-01', 'D', 'outpatient'),
    (
        'hospital', 'CA', 'status_indicator', 'C',
        'yes', 'changes', 'an inpatient service of a patient who died or was transferred: paid as one comprehensive service', 'D', 'outpatient'
    ),
    (
        'hospital', 'PT', 'service', 'colorectal',
        'yes', 'none', 'no deductible; the patient owes 15 % at most', 'D, V', 'outpatient'
    ),
    ('hospital', '26 TC', 'any', '', 'no', 'refused', 'a hospital bills without it', 'M', 'memory'),
    (
        'hospital', '25 27 57 58 78 79 24 91', 'any', '',
        'yes', 'none', 'no price effect; lifts a pair of NCCI whose indicator is 1', 'D', 'outpatient'
    ),
    (
        'hospital', 'JG TB JW JZ FB FC', 'any', '',
        'informational', 'none', 'no price effect', 'M/D', 'outpatient'
    ),
    (
        'hospital', 'GP GO GN', 'status_indicator', 'Q1',
        'yes', 'changes', 'paid by the physician fee schedule', 'D', 'outpatient'
    ),
    (
        'asc', '73', 'payment_indicator', 'A2 G2 J8 P2 P3 R2 D2',
        'yes', 'changes', '50 %, of J8 after the device is taken off; outside the ranking', 'S', 'asc'
    ),
    ('asc', '74', 'payment_indicator', 'A2 G2 J8 P2 P3 R2 D2', 'yes', 'none', 'no price effect', 'S', 'asc'),
    (
        'asc', '52', 'payment_indicator', 'A2 G2 J8 P2 P3 R2 D2',
        'yes', 'changes', '50 %, and outside the ranking', 'S', 'asc'
    ),
    (
        'asc', '50', 'payment_indicator', 'A2 G2 J8 P2 P3 R2 D2',
        'yes', 'changes', '150 %: a center bills two lines or two units', 'M', 'asc'
    ),
    (
        'asc', 'FB', 'payment_indicator', 'A2 G2 J8 P2 P3 R2 D2',
        'yes', 'changes', 'device offset taken off', 'S', 'asc'
    ),
    (
        'asc', 'FC', 'payment_indicator', 'A2 G2 J8 P2 P3 R2 D2',
        'yes', 'changes', 'half the device offset taken off', 'S', 'asc'
    ),
    (
        'asc', 'PT 33', 'payment_indicator', 'A2 G2 J8 P2 P3 R2 D2',
        'yes', 'none', 'no price effect; what the patient owes changes', 'M', 'asc'
    ),
    (
        'asc', 'SG TC', 'payment_indicator', 'A2 G2 J8 P2 P3 R2 D2',
        'yes', 'none', 'no price effect', 'M', 'asc'
    ),
    ('asc', '59 LT RT', 'payment_indicator', 'A2 G2 J8 P2 P3 R2 D2', 'yes', 'none', 'no price effect; lifts a pair of NCCI whose indicator is 1', 'M', 'asc'),
    (
        'professional', 'GP GO GN KX', 'any', '',
        'informational', 'none', 'therapy plan or threshold; no price effect', 'M', 'added'
    ),
    ('professional', '27 ER', 'any', '', 'informational', 'none', 'for hospital bills; no price effect', 'M', 'added'),
    ('professional', 'LT RT', 'any', '', 'informational', 'none', 'a side; no price effect', 'M', 'added'),
    (
        'professional', '73 74', 'any', '',
        'informational', 'changes', 'of facilities: a professional bills 53', 'M', 'added'
    ),
    (
        'professional', 'QW Q0 Q1 Q5 Q6 Q7 Q8 Q9 GV GW CR CS', 'any', '',
        'informational', 'none', 'informational: waived test, trial, substitute, foot care, hospice, disaster', 'M', 'added'
    ),
    (
        'hospital', '59 XE XS XP XU 76 77 LT RT LC LD LM RC RI E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9', 'any', '',
        'informational', 'none', 'no price effect; lifts a pair of NCCI whose indicator is 1; repeat or anatomy', 'D', 'outpatient'
    ),
    (
        'hospital', 'GP GO GN KX', 'any', '',
        'informational', 'none', 'therapy plan or threshold; the amount is the physician fee schedule''s', 'M', 'added'
    ),
    ('hospital', 'CQ CO', 'multiple_procedure', '5', 'yes', 'changes', '85 % of Medicare''s part of the therapy fee', 'M', 'added'),
    ('hospital', 'PT 33', 'any', '', 'informational', 'none', 'no price effect', 'M', 'added'),
    (
        'hospital', 'QW Q0 Q1 CR CS', 'any', '',
        'informational', 'none', 'informational: waived test, trial, disaster', 'M', 'added'
    ),
    (
        'asc', '59 XE XS XP XU 58 76 77 78 79 LT RT LC LD LM RC RI E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9', 'any', '',
        'informational', 'none', 'repeat, separate or anatomy: no price effect; lifts a pair of NCCI whose indicator is 1', 'M', 'added'
    ),
    ('asc', 'PT 33', 'any', '', 'informational', 'none', 'no price effect', 'M', 'added'),
    ('asc', 'JW JZ JG TB', 'any', '', 'informational', 'none', 'drug wastage or 340B; no rate effect', 'M', 'added'),
    ('asc', 'SG TC', 'payment_indicator', 'Z2 Z3', 'yes', 'none', 'TC for Z2 Z3 radiology', 'M', 'added')
),

sources (source, cited) as (
    values
        ('indicators', 'Claims Manual ch. 23, MPFSDB indicators; RVU26D.pdf, RVU25D.pdf; FCSO and Noridian indicator pages'),
        ('multiple', 'Novitas 00144532'),
        ('split', 'Claims Manual ch. 12 section 40.4'),
        ('payers', 'Claims Manual ch. 12; texts of payers'),
        ('return', 'Noridian descriptor Intraop (modifier 78); Claims Manual ch. 12'),
        ('manual', 'Claims Manual ch. 12'),
        ('rows', 'PPRRVU rows; FCSO node 2226'),
        ('anesthesia', '42 CFR 414.46, 414.60; NGS, ASA pages'),
        ('anesthesia_manual', 'Claims Manual ch. 12 section 50'),
        ('therapy', 'cms.gov billing examples; Novitas 00147106'),
        ('edits', 'IOCE manual for the PTP list'),
        ('outpatient', 'IOCE V25.1 manual; source of the OPPS pricer'),
        ('unconfirmed', 'not confirmed'),
        ('asc', 'Myelin ASC client (cites Claims Manual ch. 14 section 40)'),
        ('memory', 'Claims Manual'),
        ('added', 'Claims Manual; added for lists of volumes')
)

select
    w.setting,
    unnest(string_split(w.modifiers, ' ')) as modifier,
    w.indicator_column,
    v.indicator_value,
    w.allowed,
    w.fee_effect,
    nullif(w.payment_effect, '') as payment_effect,
    w.confidence,
    s.cited as source
from written as w
inner join sources as s on w.source = s.source
cross join unnest(string_split(w.indicator_values, ' ')) as v (indicator_value)
order by all
