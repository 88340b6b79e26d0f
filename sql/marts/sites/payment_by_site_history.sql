-- payment_by_site with consecutive periods merged while no amount and no indicator changes.
-- grain: one row per hcpcs, modifier, mac, locality, qp and span of unchanged figures
-- key: hcpcs, modifier, mac, locality, qp, effective_from
-- source: payment_by_site. Reasons are those of the last of the periods, for they name releases.
--   Select a code or a locality: the whole view takes minutes.
-- kind: view
-- depends: payment_by_site
with said as (
    select
        *,
        {
            'office_amount': office_amount,
            'facility_professional_amount': facility_professional_amount,
            'hopd_hcpcs': hopd_hcpcs, 'hopd_apc': hopd_apc,
            'hopd_status_indicator': hopd_status_indicator,
            'hopd_facility_amount': hopd_facility_amount, 'hopd_total_amount': hopd_total_amount,
            'asc_payment_indicator': asc_payment_indicator,
            'asc_facility_amount': asc_facility_amount, 'asc_total_amount': asc_total_amount,
            'office_paid_by': office_paid_by, 'hopd_paid_by': hopd_paid_by,
            'asc_paid_by': asc_paid_by, 'hopd_unit_rate': hopd_unit_rate,
            'asc_unit_rate': asc_unit_rate, 'office_unit_rate': office_unit_rate,
            'hopd_minus_office': hopd_minus_office
        } as figures
    from payment_by_site
),

marked as (
    select
        *,
        figures is distinct from lag(figures) over key_days
        or lag(effective_through) over key_days is distinct from effective_from - 1 as is_new
    from said
    window key_days as (
        partition by hcpcs, modifier, mac, locality, qp order by effective_from
    )
),

numbered as (
    select
        *,
        count(*) filter (where is_new) over (
            partition by hcpcs, modifier, mac, locality, qp order by effective_from
        ) as span
    from marked
)

select
    hcpcs,
    modifier,
    mac,
    locality,
    arg_max(locality_name, effective_from) as locality_name,
    arg_max(state, effective_from) as state,
    qp,
    min(effective_from) as effective_from,
    max(effective_through) as effective_through,
    office_amount,
    facility_professional_amount,
    hopd_hcpcs,
    hopd_apc,
    hopd_status_indicator,
    hopd_facility_amount,
    hopd_total_amount,
    asc_payment_indicator,
    asc_facility_amount,
    asc_total_amount,
    hopd_minus_office,
    arg_max(office_reason, effective_from) as office_reason,
    arg_max(professional_reason, effective_from) as professional_reason,
    arg_max(hopd_reason, effective_from) as hopd_reason,
    arg_max(asc_reason, effective_from) as asc_reason,
    arg_max(caveat, effective_from) as caveat,
    arg_min(pfs_release, effective_from) as first_pfs_release,
    arg_max(pfs_release, effective_from) as last_pfs_release,
    arg_min(opps_release, effective_from) as first_opps_release,
    arg_max(opps_release, effective_from) as last_opps_release,
    arg_min(asc_release, effective_from) as first_asc_release,
    arg_max(asc_release, effective_from) as last_asc_release,
    office_paid_by,
    hopd_paid_by,
    asc_paid_by,
    office_unit_rate,
    hopd_unit_rate,
    asc_unit_rate,
    arg_max(hopd_total_reason, effective_from) as hopd_total_reason,
    arg_max(asc_total_reason, effective_from) as asc_total_reason,
    arg_max(hopd_minus_office_reason, effective_from) as hopd_minus_office_reason
from numbered
group by
    hcpcs, modifier, mac, locality, qp, span, office_amount, facility_professional_amount,
    hopd_hcpcs, hopd_apc, hopd_status_indicator, hopd_facility_amount, hopd_total_amount,
    asc_payment_indicator, asc_facility_amount, asc_total_amount, hopd_minus_office,
    office_paid_by, hopd_paid_by, asc_paid_by, office_unit_rate, hopd_unit_rate, asc_unit_rate
