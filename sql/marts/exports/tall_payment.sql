-- payment_by_site with one amount per row, for systems that load a code, a site and an amount type.
-- grain: one row per hcpcs, modifier, mac, locality, qp, span of days, site and amount type
-- key: hcpcs, modifier, mac, locality, qp, effective_from, site_of_service, amount_type
-- source: payment_by_site; the professional's amount is the same in both kinds of facility.
--   A missing or zero amount has its reason. unit_rate: what CMS prints per billing
--   unit of a drug, blood, a source or a product; multiply it by the units, then round.
-- kind: view
-- depends: payment_by_site
with amounts as (
    select
        *,
        unnest([
            {'site': 'office', 'type': 'total', 'amount': office_amount,
             'reason': office_reason, 'release': pfs_release,
             'unit_rate': null::decimal(12, 3), 'paid_by': office_paid_by},
            {'site': 'office', 'type': 'patient', 'amount': office_patient_amount,
             'reason': case
                 when office_patient_amount = 0 then 'the patient owes nothing of it'
                 else office_reason
             end,
             'release': pfs_release,
             'unit_rate': null::decimal(12, 3), 'paid_by': office_paid_by},
            {'site': 'hospital', 'type': 'facility', 'amount': hopd_facility_amount,
             'reason': hopd_reason,
             'release': case when hopd_paid_by = 'PFS' then pfs_release else opps_release end,
             'unit_rate': hopd_unit_rate, 'paid_by': hopd_paid_by},
            {'site': 'hospital', 'type': 'professional', 'amount': facility_professional_amount,
             'reason': professional_reason, 'release': pfs_release,
             'unit_rate': null::decimal(12, 3), 'paid_by': case when facility_professional_amount is not null then 'PFS' end},
            {'site': 'hospital', 'type': 'total', 'amount': hopd_total_amount,
             'reason': coalesce(hopd_total_reason, hopd_reason),
             'release': case when hopd_paid_by = 'PFS' then pfs_release else opps_release end,
             'unit_rate': null::decimal(12, 3), 'paid_by': hopd_paid_by},
            {'site': 'hospital', 'type': 'patient', 'amount': hopd_patient_amount,
             'reason': case
                 when hopd_patient_amount = 0 then 'the patient owes nothing of it'
                 else coalesce(hopd_total_reason, hopd_patient_reason, hopd_reason)
             end,
             'release': case when hopd_paid_by = 'PFS' then pfs_release else opps_release end,
             'unit_rate': null::decimal(12, 3), 'paid_by': hopd_paid_by},
            {'site': 'asc', 'type': 'facility', 'amount': asc_facility_amount,
             'reason': asc_reason, 'release': asc_release,
             'unit_rate': asc_unit_rate, 'paid_by': asc_paid_by},
            {'site': 'asc', 'type': 'professional', 'amount': facility_professional_amount,
             'reason': professional_reason, 'release': pfs_release,
             'unit_rate': null::decimal(12, 3), 'paid_by': case when facility_professional_amount is not null then 'PFS' end},
            {'site': 'asc', 'type': 'total', 'amount': asc_total_amount,
             'reason': coalesce(asc_total_reason, asc_reason), 'release': asc_release,
             'unit_rate': null::decimal(12, 3), 'paid_by': asc_paid_by},
            {'site': 'asc', 'type': 'patient', 'amount': asc_patient_amount,
             'reason': case
                 when asc_patient_amount = 0 then 'the patient owes nothing of it'
                 else coalesce(asc_total_reason, asc_patient_reason, asc_reason)
             end, 'release': asc_release,
             'unit_rate': null::decimal(12, 3), 'paid_by': asc_paid_by}
        ]) as part
    from payment_by_site
)

select
    hcpcs,
    modifier,
    mac,
    locality,
    qp,
    effective_from,
    effective_through,
    part.site as site_of_service,
    part.type as amount_type,
    part.amount as payment_amount,
    case when part.amount is null or part.amount = 0 then part.reason end as reason,
    part.release as release,
    part.unit_rate as unit_rate,
    part.paid_by as paid_by,
    case when part.site = 'office' then null else caveat end as caveat
from amounts
