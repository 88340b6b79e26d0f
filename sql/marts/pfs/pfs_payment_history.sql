-- pfs_payment with consecutive periods merged while no amount and no reason changes.
-- grain: one row per hcpcs, modifier, mac, locality, qp and span of unchanged figures
-- key: hcpcs, modifier, mac, locality, qp, effective_from
-- source: pfs_payment. first_release: the one that brought the figures; last_release: the last
--   that repeats them. Select a code or a locality: the whole view takes minutes.
-- kind: view
-- depends: pfs_payment
with said as (
    select
        *,
        {
            'nonfacility_amount': nonfacility_amount, 'facility_amount': facility_amount,
            'nonfacility_before_cap': nonfacility_before_cap,
            'facility_before_cap': facility_before_cap,
            'opps_cap_nonfacility': opps_cap_nonfacility, 'opps_cap_facility': opps_cap_facility,
            'payable': payable, 'not_payable_reason': not_payable_reason, 'caveat': caveat
        } as figures
    from pfs_payment
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
    qp,
    min(effective_from) as effective_from,
    max(effective_through) as effective_through,
    nonfacility_amount,
    facility_amount,
    nonfacility_before_cap,
    facility_before_cap,
    opps_cap_nonfacility,
    opps_cap_facility,
    payable,
    not_payable_reason,
    caveat,
    arg_min(release, effective_from) as first_release,
    arg_max(release, effective_from) as last_release
from numbered
group by
    hcpcs, modifier, mac, locality, qp, span, nonfacility_amount, facility_amount,
    nonfacility_before_cap, facility_before_cap, opps_cap_nonfacility, opps_cap_facility,
    payable, not_payable_reason, caveat
