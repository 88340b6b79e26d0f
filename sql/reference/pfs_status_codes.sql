-- What a PFS status code means for payment.
-- grain: one row per status code
-- key: status_code
-- source: RVU25D.pdf, Attachment A; "RVUs on status A, R and T are used for Medicare payment"
--   professional says what remains for the professional where the code has no PFS amount:
--   'none' (nothing is paid) or 'unknown' (something may be, under another code or schedule, and
--   no file here says how much: G0463, of status X, is a hospital's code for 99202 to 99215)
select
    status_code,
    payable,
    meaning,
    case when payable and status_code <> 'R' then 'no RVUs in this release' else meaning end
        as reason,
    professional
from (
    values
    ('A', true, 'active: paid by its RVUs', 'unknown'),
    ('R', true, 'restricted coverage: priced by the MAC where there are no RVUs', 'unknown'),
    ('T', true, 'paid by its RVUs only if nothing else is payable that day', 'unknown'),
    ('C', false, 'contractor-priced: each MAC sets the amount', 'unknown'),
    ('J', false, 'anesthesia: paid by base units and time, not by RVUs', 'unknown'),
    ('I', false, 'not valid for Medicare: bill another code', 'unknown'),
    ('B', false, 'bundled: payment is part of other services', 'none'),
    (
        'E', false,
        'excluded from this fee schedule by regulation: if paid, then under another schedule', 'unknown'
    ),
    ('M', false, 'performance measurement code: for reporting only', 'none'),
    ('N', false, 'not covered by Medicare', 'none'),
    ('P', false, 'bundled into other services, or excluded', 'none'),
    ('Q', false, 'therapy functional information: for reporting only', 'none'),
    (
        'X', false,
        'excluded from physician services by statute: if paid, then under another schedule',
        'unknown'
    ),
    ('D', false, 'deleted code', 'unknown'),
    ('F', false, 'deleted or discontinued code', 'unknown'),
    ('G', false, 'not valid for Medicare: bill another code', 'unknown'),
    ('H', false, 'deleted modifier', 'unknown'),
    ('L', false, 'local code', 'unknown')
) as codes (status_code, payable, meaning, professional)
