-- Which schedule pays for a code that neither the PFS nor OPPS pays, by the form of the code.
-- grain: one row per pattern; the lowest precedence that fits a code counts
-- key: precedence
-- schema: internal
-- source: Addendum D1 (CY 2025), status indicator A: ambulance, laboratory tests, prosthetics and
--   orthotics. The patterns were held against CMS's lists: laboratory tests (CLFS) of July 2026,
--   drugs (ASP) and equipment (DMEPOS) of January 2026, the HCPCS file of April 2020. A code that
--   fits says which schedule holds codes of its kind, not that Medicare pays for it. schedule NULL:
--   looks like another schedule's and is in none of these lists (blood bank and reproductive
--   services, the administration of vaccines).
select
    precedence,
    code_pattern,
    schedule
from (
    values
    (-1, '86860|86870|8689[01]|8692[01237]|8693[012]|86945|86950|8696[05]|8697[0125678]|86985|86999', null),
    (0, '8925[01345789]|8926[0148]|89272|8928[01]|8929[01]|8933[57]|8934[2346]|8935[2346]|89398|904[67]\d|90480', null),
    (1, 'A04(2[5-9]|3[0-6])|A0999', 'AFS'),
    (2, '\d{4}[MU]|78267|78268|36415|P20(28|29|3[138])|P3000|P960[34]|P961[25]|U000[1-5]', 'CLFS'),
    (3, '8[0-7]\d{3}|880[0-9]\d|881(4[1-9]|5[0-4]|6[4-7]|7[45])|88130|882\d\d|8836[0-9]|8874\d|89\d{3}', 'CLFS'),
    (4, 'G0(027|103|123|14[34578]|306|307|32[78]|43[2-5]|47[1256]|48[0-3]|499|567|659)|G9143|Q011[1-5]', 'CLFS'),
    (5, 'G20(6[7-9]|7\d|80)|G221[56]|G102[8]|G053[2-6]', 'OTP'),
    (6, 'A465[0-9]|A46[69]\d|A4[78]\d\d|A49[0-3]\d|E15\d\d|E16\d\d', 'ESRD'),
    (7, 'J\d{4}|Q0(13[89]|16[0-9]|17\d|18\d|22[0-9]|24\d|51[0-9])|Q20[0-5]\d|Q40(74|81)|Q5(099|1\d\d)|Q99\d\d', 'ASP'),
    (8, '902[89]\d|903\d\d|90[4-6]\d\d|907[0-5]\d|913\d\d|A957\d|A958[1-9]|A9606|P904[1-7]', 'ASP'),
    (9, '[EKL]\d{4}|A4\d{3}|A5\d{3}|A6\d{3}|A7\d{3}|A8\d{3}|A9(27[2-9]|28\d|29\d|900|901|999)|B[459]\d{3}|V2\d{3}|Q04(7[7-9]|8\d|9\d)|Q050[0-9]|Q40[0-4]\d|Q405[01]', 'DME'),
    (10, 'G0071|G046[6-9]|G0470|G0490|G051[12]|G2025', 'FQHC')
) as patterns (precedence, code_pattern, schedule)
