-- payment_by_site with one amount a row, for systems that load a code, a site and a kind.
-- grain: one row per hcpcs, modifier, mac, locality, qp, span of days, site and amount type
-- key: hcpcs, modifier, mac, locality, qp, effective_from, site_of_service, amount_type
-- source: payment_by_site; the professional's amount is the same in both kinds of facility.
--   An amount that is not there, or zero, has its reason. unit_rate: what CMS prints per billing
--   unit of a drug, blood, a source or a product; multiply it by the units, then round.
-- kind: view
-- depends: payment_by_site
with amounts as (
    select
        *,
        unnest([
            {'site': 'office', 'type': 'total', 'amount': office_amount,
             'reason': office_reason, 'release': pfs_release, 'unit_rate': null::decimal(12, 3)},
            {'site': 'hospital', 'type': 'facility', 'amount': hopd_facility_amount,
             'reason': hopd_reason, 'release': opps_release, 'unit_rate': hopd_unit_rate},
            {'site': 'hospital', 'type': 'professional', 'amount': facility_professional_amount,
             'reason': professional_reason, 'release': pfs_release,
             'unit_rate': null::decimal(12, 3)},
            {'site': 'hospital', 'type': 'total', 'amount': hopd_total_amount,
             'reason': hopd_total_reason, 'release': opps_release,
             'unit_rate': null::decimal(12, 3)},
            {'site': 'asc', 'type': 'facility', 'amount': asc_facility_amount,
             'reason': asc_reason, 'release': asc_release, 'unit_rate': asc_unit_rate},
            {'site': 'asc', 'type': 'professional', 'amount': facility_professional_amount,
             'reason': professional_reason, 'release': pfs_release,
             'unit_rate': null::decimal(12, 3)},
            {'site': 'asc', 'type': 'total', 'amount': asc_total_amount,
             'reason': asc_total_reason, 'release': asc_release, 'unit_rate': null::decimal(12, 3)}
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
    part.unit_rate as unit_rate
from amounts
