-- What a hospital outpatient department is paid when a code stands alone on its claim.
-- grain: one row per release and hcpcs
-- key: release, hcpcs
-- source: OPPS Addendum B and D1; CY 2014 OPPS final rule, 78 FR 74826: a hospital bills an
--   office visit, 99201 to 99205 and 99211 to 99215, as G0463
-- depends: opps_rates, opps_status_indicators
with rates as (
    select * from opps_rates where effective_through is not null
),

visits as (
    select distinct release, unnest([
        '99201', '99202', '99203', '99204', '99205', '99211', '99212', '99213', '99214', '99215'
    ]) as hcpcs
    from rates
),

billed as (
    select release, hcpcs, hcpcs as hopd_hcpcs from rates
    where (release, hcpcs) not in (select (release, hcpcs) from visits)
    union all
    select release, hcpcs, 'G0463' as hopd_hcpcs from visits
)

select
    b.release,
    b.hcpcs,
    b.hopd_hcpcs,
    r.apc as hopd_apc,
    r.status_indicator as hopd_status_indicator,
    case
        when i.payment = 'rate' then round(r.payment_rate, 2)::decimal(12, 2)
        when i.payment = 'packaged' then 0::decimal(12, 2)
    end as hopd_facility_amount,
    case
        when r.hcpcs is null then 'billed as G0463, which ' || b.release || ' does not list'
        when i.status_indicator is null
            then 'status indicator ' || r.status_indicator || ' is not known: see Addendum D1'
        when i.payment = 'rate' and r.payment_rate is null
            then 'Addendum B prints no rate (status indicator ' || r.status_indicator || ')'
        when i.payment = 'rate' and round(r.payment_rate, 2) = 0
            then 'the printed rate, $' || rtrim(r.payment_rate::varchar, '0') || ', is less than half a cent a unit'
        when i.payment <> 'rate'
            then i.meaning || ' (status indicator ' || r.status_indicator || ')'
    end as hopd_reason,
    coalesce(i.is_item, false) as is_item,
    case when i.payment = 'rate' then i.caveat end as caveat,
    b.hcpcs in (select o.hcpcs from rates as o where o.release = b.release) as in_addendum_b,
    r.source_file,
    r.source_row
from billed as b
left join rates as r on b.release = r.release and b.hopd_hcpcs = r.hcpcs
left join opps_status_indicators as i on r.status_indicator = i.status_indicator
order by b.hcpcs, b.release
