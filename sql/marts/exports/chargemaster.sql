-- What a hospital chargemaster needs from OPPS: APC, rate and copayment of each code.
-- grain: one row per release and hcpcs
-- key: release, hcpcs
-- source: OPPS Addendum B, national; the copayment is that of opps_copayments. opps_rate is what one
--   unit pays; unit_rate what CMS prints per billing unit of a drug, blood, a source or a product,
--   to be multiplied by the units and then rounded. A blank rate has its reason in no_rate_reason. A
--   code that the release before lists and this one leaves out stands here with that reason.
-- kind: view
-- depends: opps_rates, opps_copayments, site_codes, last_listings, releases, payment_schedules
with sites as (
    select
        opps_release as release,
        hcpcs,
        arg_min(hopd_reason, effective_from) as reason,
        arg_min(hopd_paid_by, effective_from) as paid_by,
        any_value(hopd_hcpcs) as hopd_hcpcs,
        any_value(hopd_facility_amount) as amount,
        any_value(hopd_unit_rate) as unit_rate
    from internal.site_codes
    where modifier = '' and not qp and opps_release is not null
    group by opps_release, hcpcs
)

select
    r.hcpcs,
    r.apc,
    r.status_indicator,
    case when s.hopd_hcpcs = r.hcpcs and r.payment_rate is not null then nullif(s.amount, 0) end
        as opps_rate,
    case when s.hopd_hcpcs = r.hcpcs and s.paid_by = 'OPPS' then s.unit_rate end as unit_rate,
    c.copayment_amount as copayment,
    round(r.minimum_copayment, 2)::decimal(12, 2) as least_copayment,
    case
        when s.hopd_hcpcs <> r.hcpcs
            then 'hospitals bill this visit as ' || s.hopd_hcpcs || ' (status indicator '
            || r.status_indicator || ')'
        when s.paid_by <> 'OPPS' and s.reason is null
            then 'paid under the ' || p.title || ', not OPPS (status indicator '
            || r.status_indicator || ')'
        else s.reason
    end as no_rate_reason,
    r.effective_from,
    r.effective_through,
    r.release
from opps_rates as r
left join sites as s on r.release = s.release and r.hcpcs = s.hcpcs
left join payment_schedules as p on s.paid_by = p.schedule
left join opps_copayments as c on r.release = c.release and r.hcpcs = c.hcpcs
where r.effective_through is not null
union all
select
    l.hcpcs,
    '' as apc,
    '' as status_indicator,
    null as opps_rate,
    null as unit_rate,
    null as copayment,
    null as least_copayment,
    'not in ' || l.release || '; in ' || l.last_release || ': ' || l.listing as no_rate_reason,
    r.effective_from,
    r.effective_through,
    l.release
from internal.last_listings as l
inner join releases as r on l.release = r.release
where l.dataset = 'OPPS' and l.left_out
