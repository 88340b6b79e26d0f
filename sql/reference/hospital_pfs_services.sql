-- Services with OPPS status indicator A that the physician fee schedule pays, code by code.
-- grain: one row per hcpcs
-- key: hcpcs
-- schema: internal
-- source: OPPS Addendum D1 (CY 2025): A is paid under another fee schedule, among them therapy and
--   mammography. Therapy (PC/TC 7, or multiple-procedure indicator 5) needs no row here: see
--   hospital_pfs_codes. Claims Manual ch. 5 section 20 (codes that are therapy under a therapy plan
--   of care alone), ch. 18 sections 20 (mammography), 120 (diabetes)
--   and 140 (wellness visits), 42 CFR 410.48 (kidney disease education); the manual's sections are
--   named from memory, its text was not at hand.
--   kind says how the hospital is paid. 'mammography': the technical component, and the professional
--   beside it the 26 row; 'not settled': no CMS document at hand says whether the hospital or the
--   professional is paid, so no amount is given; all others: the non-facility amount, once.
select
    unnest(string_split(codes, ' ')) as hcpcs,
    kind,
    condition
from (
    values
    ('77063 77065 77066 77067 G0279', 'mammography', null),
    ('G0202 G0204 G0206', 'mammography', null),
    (
        '90901 90912 90913 92612 92614 92616 95851 95852 95992 96105 97129 97130 97550 97551 97552 '
        '98966 98967 98968 98970 98971 98972 98975 98976 98977 98979 98980 98981 G0515 G0541 G0542 '
        'G0543 G2061 G2062 G2063 G2250 G2251',
        'sometimes therapy',
        'paid under the PFS when part of a therapy plan of care; otherwise not priced'
    ),
    (
        '97802 97803 97804 G0270 G0271', 'not settled',
        'a dietitian is paid 85 percent of this amount (42 CFR 414.64), and no CMS '
        || 'document was found that says what the hospital is paid'
    ),
    ('G0108 G0109', 'diabetes education', null),
    ('G0420 G0421', 'kidney disease education', null),
    ('G0438 G0439', 'wellness visit', null),
    ('20974 94016 96202 96203 G0539 G0540 G0560 G2252', 'not settled', null)
) as services (codes, kind, condition)
