-- Preventive services for which a patient owes nothing, which no file of CMS marks.
-- grain: one row per code
-- key: hcpcs
-- schema: internal
-- source: SSA 1861(ddd), 1833(a)(1)(Y): mammography, medical nutrition therapy, wellness visits. They
--   have OPPS status A, so that Addendum B prints no copayment of 0.00 for them.
select hcpcs
from (
    values ('77063'), ('77067'), ('97802'), ('97803'), ('97804'), ('G0270'), ('G0271'), ('G0438'),
    ('G0439')
) as services (hcpcs)
