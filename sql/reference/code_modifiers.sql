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
    ('professional', '26', 'pctc', '0', 'no', 'refused', 'no split', 'D', 'indicators'),
    ('professional', '26', 'pctc', '1', 'yes', 'row', 'price the 26 row', 'D', 'indicators'),
    (
        'professional', '26', 'pctc', '2',
        'no', 'refused', 'code is the PC itself: billed without 26', 'D', 'indicators'
    ),
    ('professional', '26', 'pctc', '3', 'no', 'refused', 'code is the TC', 'D', 'indicators'),
    (
        'professional', '26', 'pctc', '4',
        'no', 'refused', 'global-only: bill the PC-only and TC-only siblings', 'D', 'indicators'
    ),
    ('professional', '26', 'pctc', '5', 'no', 'refused', 'incident to', 'D', 'indicators'),
    ('professional', '26', 'pctc', '6', 'yes', 'row', '26 row is the only paid row', 'D', 'indicators'),
    ('professional', '26', 'pctc', '7', 'no', 'refused', 'therapy', 'D', 'indicators'),
    ('professional', '26', 'pctc', '8', 'yes', 'row', 'PC of smear, inpatient only', 'D', 'indicators'),
    ('professional', '26', 'pctc', '9', 'no', 'refused', '', 'D', 'indicators'),
    ('professional', 'TC', 'pctc', '0 2 4 5 6 7 9', 'no', 'refused', '', 'D', 'indicators'),
    (
        'professional', 'TC', 'pctc', '1',
        'yes', 'row', 'price the TC row; nothing from MAC B in POS 19,21,22,23,24', 'D', 'indicators'
    ),
    ('professional', 'TC', 'pctc', '3', 'no', 'refused', 'code is the TC: billed without TC', 'D', 'indicators'),
    ('professional', 'TC', 'pctc', '8', 'no', 'refused', 'TC not paid (ch. 23)', 'D', 'indicators'),
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
        'informational', 'none', 'no reduction; the contractor sets 51 itself: ignore it on input', 'S', 'multiple'
    ),
    (
        'professional', '51', 'multiple_procedure', '2',
        'informational', 'none', '100/50/50/50/50, more than five by report; the contractor sets 51 itself: ignore it on input', 'S', 'multiple'
    ),
    (
        'professional', '51', 'multiple_procedure', '3',
        'informational', 'none', 'endoscopy family, then rank; the contractor sets 51 itself: ignore it on input', 'S', 'multiple'
    ),
    (
        'professional', '51', 'multiple_procedure', '4',
        'informational', 'none', 'TC 50 %, PC 95 %; the contractor sets 51 itself: ignore it on input', 'S', 'multiple'
    ),
    (
        'professional', '51', 'multiple_procedure', '5',
        'no', 'none', 'half PE (contractor); the contractor sets 51 itself: ignore it on input', 'S', 'multiple'
    ),
    (
        'professional', '51', 'multiple_procedure', '6',
        'informational', 'none', 'TC 75 %; the contractor sets 51 itself: ignore it on input', 'S', 'multiple'
    ),
    (
        'professional', '51', 'multiple_procedure', '7',
        'informational', 'none', 'TC 80 %; the contractor sets 51 itself: ignore it on input', 'S', 'multiple'
    ),
    (
        'professional', '51', 'multiple_procedure', '9',
        'no', 'none', 'the contractor sets 51 itself: ignore it on input', 'S', 'multiple'
    ),
    (
        'professional', '80 81 82 AS', 'assistant_surgery', '0',
        'review', 'changes', '16 % (AS 13.6 %) with documentation', 'D percent S', 'indicators'
    ),
    (
        'professional', '80 81 82 AS', 'assistant_surgery', '1',
        'no', 'refused', 'statutory bar: 0', 'D percent S', 'indicators'
    ),
    (
        'professional', '80 81 82 AS', 'assistant_surgery', '2',
        'yes', 'changes', '16 % of the amount after multiple and bilateral rules (AS: 85 % of that)', 'D percent S', 'indicators'
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
        'no', 'refused', 'no split percents in the file (000: 0.00)', 'D', 'split'
    ),
    ('professional', '55', 'global_days', '000 MMM XXX YYY ZZZ', 'no', 'refused', '', 'D', 'split'),
    (
        'professional', '56', 'global_days', '000 MMM XXX YYY ZZZ',
        'no', 'refused', 'fee x pre; Medicare pays pre with 54: refuse unless the surgeon billed without it', 'M', 'payers'
    ),
    (
        'professional', '78', 'global_days', '000',
        'yes', 'none', 'fee x intra; 000: full fee, no new global', 'D', 'return'
    ),
    (
        'professional', '58 79', 'global_days', '000 010 090 YYY',
        'yes', 'none', 'no price effect; new global period', 'M', 'manual'
    ),
    (
        'professional', '24 25 57', 'global_days', '000 010 090 MMM YYY ZZZ',
        'no', 'none', 'E/M outside the global; no price effect (57: 090 only, 25: 000/010)', 'M', 'manual'
    ),
    (
        'professional', '54', 'global_days', '010 090',
        'yes', 'changes', 'fee x (pre + intra), rounded to the cent', 'D', 'split'
    ),
    ('professional', '55', 'global_days', '010 090', 'yes', 'changes', 'fee x post x days/(10 or 90)', 'D', 'split'),
    (
        'professional', '56', 'global_days', '010 090',
        'review', 'changes', 'fee x pre; Medicare pays pre with 54: refuse unless the surgeon billed without it', 'M', 'payers'
    ),
    (
        'professional', '78', 'global_days', '010 090',
        'yes', 'changes', 'fee x intra; 000: full fee, no new global', 'D', 'return'
    ),
    (
        'professional', '78', 'global_days', 'MMM XXX YYY ZZZ',
        'no', 'refused', 'fee x intra; 000: full fee, no new global', 'D', 'return'
    ),
    (
        'professional', '58 79', 'global_days', 'MMM XXX ZZZ',
        'no', 'none', 'no price effect; new global period', 'M', 'manual'
    ),
    (
        'professional', '24 25 57', 'global_days', 'XXX',
        'yes', 'none', 'E/M outside the global; no price effect (57: 090 only, 25: 000/010)', 'M', 'manual'
    ),
    ('professional', '53', 'hcpcs', '45378 G0105 G0121 44388', 'yes', 'row', 'own 53 row in PPRRVU', 'V', 'rows'),
    ('professional', '53', 'any', '', 'review', 'changes', 'contractor-priced: refuse', 'V', 'rows'),
    (
        'professional', '22', 'any', '',
        'review', 'changes', 'more than usual: by report; price 100 % and flag', 'M', 'manual'
    ),
    (
        'professional', '52', 'any', '',
        'review', 'changes', 'reduced: by report; price refused or 100 % flagged, never 50 % by default', 'M', 'manual'
    ),
    ('professional', '63', 'any', '', 'review', 'changes', 'by report, not with 63-exempt codes', 'M', 'manual'),
    ('professional', '47', 'any', '', 'no', 'refused', 'anesthesia by surgeon: not paid', 'M', 'manual'),
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
        'yes', 'changes', '85 % since 2022-01-01, with GP/GO', 'D cms.gov page read', 'therapy'
    ),
    (
        'professional', 'KX', 'multiple_procedure', '5',
        'yes', 'none', 'over the therapy threshold; no price effect', 'M', 'therapy'
    ),
    (
        'professional', 'CT', 'pctc', '1 3',
        'yes', 'changes', 'TC x .85 (2016: .95), CT codes only; list of codes is not in PPRRVU', 'S xifin; D pricer (OPPS)', 'memory'
    ),
    (
        'professional', 'FX', 'pctc', '1 3',
        'yes', 'changes', 'TC x .80 since 2017, X-ray codes; list of codes is not in PPRRVU', 'S xifin', 'memory'
    ),
    (
        'professional', 'FY', 'pctc', '1 3',
        'yes', 'changes', 'TC x .93 2018-2022, x .90 since 2023, X-ray codes; list of codes is not in PPRRVU', 'D pricer (OPPS)', 'memory'
    ),
    (
        'professional', '59 XE XS XP XU', 'any', '',
        'informational', 'none', 'bypass PTP indicator 1; separate session for imaging MPPR', 'M/S', 'edits'
    ),
    (
        'professional', '76 77', 'any', '',
        'informational', 'none', 'repeat; no price effect, splits MUE lines', 'M/S', 'edits'
    ),
    ('professional', '91', 'any', '', 'informational', 'none', 'repeat lab', 'M/S', 'edits'),
    (
        'professional', 'FS', 'any', '',
        'informational', 'none', 'split or shared; price of the billing NPI', 'M/S', 'edits'
    ),
    ('professional', 'GC GE', 'any', '', 'informational', 'none', 'teaching; 100 %', 'M/S', 'edits'),
    (
        'professional', 'PT', 'any', '',
        'informational', 'none', 'deductible waived, coinsurance 15 % 2023-2026', 'M/S', 'edits'
    ),
    (
        'professional', '33', 'any', '',
        'informational', 'none', 'preventive: no deductible, no coinsurance', 'M/S', 'edits'
    ),
    (
        'professional', 'JW JZ', 'any', '',
        'informational', 'none', 'drug wastage: paid units / statement of none; no rate effect', 'M/S', 'edits'
    ),
    ('professional', 'AI AQ AR 95 93 GT FQ', 'any', '', 'informational', 'none', 'informational here', 'M/S', 'edits'),
    ('professional', 'AJ', 'any', '', 'informational', 'changes', 'clinical social worker 75 %', 'M/S', 'edits'),
    ('professional', 'SA', 'any', '', 'informational', 'none', 'informational', 'M/S', 'edits'),
    (
        'professional', 'LC LD RC LM RI E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9', 'any', '',
        'informational', 'none', 'anatomy; bypass PTP 1', 'M/S', 'edits'
    ),
    ('professional', 'PO PN', 'any', '', 'informational', 'none', 'not for professional claims', 'M/S', 'edits'),
    (
        'professional', 'GY', 'any', '',
        'informational', 'changes', 'statutorily excluded: refused, patient pays', 'M', 'memory'
    ),
    (
        'hospital', 'GY', 'any', '',
        'informational', 'changes', 'statutorily excluded: refused, patient pays', 'M', 'memory'
    ),
    ('asc', 'GY', 'any', '', 'informational', 'changes', 'statutorily excluded: refused, patient pays', 'M', 'memory'),
    ('professional', 'GZ', 'any', '', 'informational', 'changes', 'expected denial: refused', 'M', 'memory'),
    ('hospital', 'GZ', 'any', '', 'informational', 'changes', 'expected denial: refused', 'M', 'memory'),
    ('asc', 'GZ', 'any', '', 'informational', 'changes', 'expected denial: refused', 'M', 'memory'),
    ('professional', 'GA GX', 'any', '', 'informational', 'none', 'notice given; no price effect', 'M', 'memory'),
    ('hospital', 'GA GX', 'any', '', 'informational', 'none', 'notice given; no price effect', 'M', 'memory'),
    ('asc', 'GA GX', 'any', '', 'informational', 'none', 'notice given; no price effect', 'M', 'memory'),
    (
        'hospital', '50', 'bilateral_surgery', '0',
        'no', 'refused', 'edit 74/80-type review; price one', 'D', 'outpatient'
    ),
    (
        'hospital', '50', 'bilateral_surgery', '1',
        'yes', 'changes', 'T: formula 4 if highest (150 %), 9 if not (100 %); not T: formula 8 (200 %); ignored on composite, C-APC, separately paid Q1/Q2', 'D', 'outpatient'
    ),
    (
        'hospital', '50', 'bilateral_surgery', '2',
        'no', 'refused', 'treated as not bilateral; twice on a day = edit 17', 'D', 'outpatient'
    ),
    ('hospital', '50', 'bilateral_surgery', '3', 'yes', 'changes', 'as 1', 'D', 'outpatient'),
    ('hospital', '50', 'bilateral_surgery', '9', 'no', 'refused', '', 'D', 'outpatient'),
    ('hospital', '50', 'units', '>1', 'no', 'refused', 'edit 74 returns the claim', 'D', 'outpatient'),
    (
        'hospital', '73', 'status_indicator', 'S T V Q1 Q2 Q3 Q4 J1',
        'yes', 'changes', '50 % (formula 3); device portion off first for device-intensive; no units > 1, not with 50 (edit 37)', 'D', 'outpatient'
    ),
    (
        'hospital', '52', 'status_indicator', 'S T V Q1 Q2 Q3 Q4 J1',
        'yes', 'changes', 'as 73 in OPPS: 50 %, any SI', 'D', 'outpatient'
    ),
    (
        'hospital', '74', 'status_indicator', 'S T V Q1 Q2 Q3 Q4 J1',
        'yes', 'none', '100 %; no complexity adjustment', 'D', 'outpatient'
    ),
    (
        'hospital', '76 77 78 79', 'status_indicator', 'S T V Q1 Q2 Q3 Q4 J1',
        'yes', 'none', 'T line not discounted', 'D', 'outpatient'
    ),
    (
        'hospital', '59 XE XS XP XU', 'status_indicator', 'S T V Q1 Q2 Q3 Q4 J1',
        'yes', 'none', 'PTP; also stops 99291 packaging of ancillaries', 'D', 'outpatient'
    ),
    (
        'hospital', 'PN', 'status_indicator', 'J1 J2 Q1 Q2 Q3 Q4 S T V',
        'yes', 'changes', 'x .40 (PMF 8), coinsurance 20 %, no inpatient-deductible cap', 'D', 'outpatient'
    ),
    ('hospital', 'PN', 'service', 'emergency', 'no', 'refused', 'edit 101', 'D', 'outpatient'),
    ('hospital', 'PN', 'status_indicator', 'F H L R U', 'yes', 'none', 'no reduction (PMF 7)', 'D', 'outpatient'),
    (
        'hospital', 'PN', 'service', 'preventive',
        'yes', 'none', 'no reduction (PMF 7); G0463 always PMF 8', 'D', 'outpatient'
    ),
    ('hospital', 'PN', 'status_indicator', 'A G K N', 'informational', 'none', 'no impact', 'D', 'outpatient'),
    (
        'hospital', 'PO', 'hcpcs', 'G0463',
        'yes', 'changes', 'x .40 (PMF A); rural SCH exempt since 2023; REH exempt', 'D, V', 'outpatient'
    ),
    (
        'hospital', 'PO', 'apc', '5691 5692 5693 5694',
        'yes', 'changes', 'x .40 from 2026: claimed by RULES.md from secondary sources', 'S', 'unconfirmed'
    ),
    ('hospital', 'PO', 'any', '', 'informational', 'none', '100 %', 'D', 'outpatient'),
    (
        'hospital', 'ER', 'any', '',
        'informational', 'none', 'off-campus emergency department; PO, PN, ER exclude one another (edit 102)', 'D', 'outpatient'
    ),
    (
        'hospital', 'CT', 'status_indicator', 'S Q1 Q3',
        'yes', 'changes', 'x .85; on the rate, before wage; CT with FX or FY = edit 102', 'D, V', 'outpatient'
    ),
    (
        'hospital', 'FX', 'status_indicator', 'S Q1 Q3',
        'yes', 'changes', 'x .80; on the rate, before wage; CT with FX or FY = edit 102', 'D, V', 'outpatient'
    ),
    (
        'hospital', 'FY', 'status_indicator', 'S Q1 Q3',
        'yes', 'changes', 'x .93 to 2022, x .90 since 2023; on the rate, before wage; CT with FX or FY = edit 102', 'D, V', 'outpatient'
    ),
    ('hospital', 'L1', 'status_indicator', 'Q4', 'no', 'refused', 'ended 2017-01-01', 'D', 'outpatient'),
    (
        'hospital', 'CA', 'status_indicator', 'C',
        'yes', 'changes', 'inpatient-only, patient died or transferred: C-APC', 'D', 'outpatient'
    ),
    (
        'hospital', 'PT', 'service', 'colorectal',
        'yes', 'none', 'PAF 25: no deductible, coinsurance capped 15 % (2022: 20 %)', 'D, V', 'outpatient'
    ),
    ('hospital', '26 TC', 'any', '', 'no', 'refused', 'hospital bills without', 'M', 'memory'),
    (
        'hospital', '25 27 57 58 78 79 24 91', 'any', '',
        'yes', 'none', 'PTP bypass list of the IOCE: 24 25 27 57 58 59 78 79 91 E1-E4 F1-F9 FA LC LD LM LT RI RC RT T1-T9 TA XE XP XS XU', 'D', 'outpatient'
    ),
    (
        'hospital', 'JG TB JW JZ FB FC', 'any', '',
        'informational', 'none', 'JG/TB no effect since 2023; FB/FC not used since 2014 (value code QU)', 'M/D', 'outpatient'
    ),
    (
        'hospital', 'GP GO GN', 'status_indicator', 'Q1',
        'yes', 'changes', 'SI becomes A: physician fee schedule', 'D', 'outpatient'
    ),
    (
        'asc', '73', 'payment_indicator', 'A2 G2 J8 P2 P3 R2 D2',
        'yes', 'changes', '50 %, device portion off first for J8; out of the ranking', 'S', 'asc'
    ),
    ('asc', '74', 'payment_indicator', 'A2 G2 J8 P2 P3 R2 D2', 'yes', 'none', '100 %', 'S', 'asc'),
    (
        'asc', '52', 'payment_indicator', 'A2 G2 J8 P2 P3 R2 D2',
        'yes', 'changes', '50 %; out of the ranking (Myelin); ch. 14 not read', 'S', 'asc'
    ),
    (
        'asc', '50', 'payment_indicator', 'A2 G2 J8 P2 P3 R2 D2',
        'yes', 'changes', 'ASC must bill two lines or units 2: treat 50 as two procedures of 100 + 50 %', 'M', 'asc'
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
        'yes', 'none', 'coinsurance as professional', 'M', 'asc'
    ),
    (
        'asc', 'SG TC', 'payment_indicator', 'A2 G2 J8 P2 P3 R2 D2',
        'yes', 'none', 'not needed since 2008 / TC for Z2 Z3 radiology', 'M', 'asc'
    ),
    ('asc', '59 LT RT', 'payment_indicator', 'A2 G2 J8 P2 P3 R2 D2', 'yes', 'none', 'PTP', 'M', 'asc'),
    (
        'professional', 'GP GO GN KX', 'any', '',
        'informational', 'none', 'therapy plan or threshold; no price effect', 'M', 'added'
    ),
    ('professional', '27 ER', 'any', '', 'informational', 'none', 'for hospital bills; no price effect', 'M', 'added'),
    ('professional', 'LT RT', 'any', '', 'informational', 'none', 'a side; no price effect', 'M', 'added'),
    (
        'professional', '73 74', 'any', '',
        'informational', 'changes', 'for facilities: the professional bills 53', 'M', 'added'
    ),
    (
        'professional', 'QW Q0 Q1 Q5 Q6 Q7 Q8 Q9 GV GW CR CS', 'any', '',
        'informational', 'none', 'informational: waived test, trial, substitute, foot care, hospice, disaster', 'M', 'added'
    ),
    (
        'hospital', '59 XE XS XP XU 76 77 LT RT LC LD LM RC RI E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9', 'any', '',
        'informational', 'none', 'PTP bypass list of the IOCE; repeat or anatomy', 'D', 'outpatient'
    ),
    (
        'hospital', 'GP GO GN KX', 'any', '',
        'informational', 'none', 'therapy plan or threshold; the amount is the physician fee schedule''s', 'M', 'added'
    ),
    ('hospital', 'CQ CO', 'any', '', 'yes', 'changes', '85 % of the therapy fee', 'M', 'added'),
    ('hospital', 'PT 33', 'any', '', 'informational', 'none', 'no effect on the rate', 'M', 'added'),
    (
        'hospital', 'QW Q0 Q1 CR CS', 'any', '',
        'informational', 'none', 'informational: waived test, trial, disaster', 'M', 'added'
    ),
    (
        'asc', '59 XE XS XP XU 58 76 77 78 79 LT RT LC LD LM RC RI E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9', 'any', '',
        'informational', 'none', 'repeat, separate or anatomy; no price effect', 'M', 'added'
    ),
    ('asc', 'PT 33', 'any', '', 'informational', 'none', 'no effect on the rate', 'M', 'added'),
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
