-- What OPPS pays a hospital outpatient department when a code is alone on the claim.
-- grain: one row per release and hcpcs
-- key: release, hcpcs
-- schema: internal
-- source: OPPS Addendum B and D1; CY 2014 OPPS final rule, 78 FR 74826: a hospital bills an
--   office visit, 99201 to 99205 and 99211 to 99215, as G0463. hopd_unit_rate: what CMS prints per
--   billing unit of an item; the amount is that of a line of one unit.
-- depends: opps_rates, opps_status_indicators, comparable_totals, rejects, other_schedules
with rates as (
    select
        o.*,
        j.value as unread
    from opps_rates as o
    left join rejects as j
        on o.release = j.release and o.source_file = j.source_file and o.source_row = j.source_row
        and j."column" = 'payment_rate'
    where o.effective_through is not null
),

visits as (
    select distinct release, unnest([
        '99201', '99202', '99203', '99204', '99205', '99211', '99212', '99213', '99214', '99215'
    ]) as hcpcs
    from rates
),

billed as (
    select r.release, r.hcpcs, r.hcpcs as hopd_hcpcs
    from rates as r
    anti join visits as v on r.release = v.release and r.hcpcs = v.hcpcs
    union all
    select release, hcpcs, 'G0463' as hopd_hcpcs from visits
)

select
    b.release,
    b.hcpcs,
    b.hopd_hcpcs,
    r.apc as hopd_apc,
    r.status_indicator as hopd_status_indicator,
    coalesce(i.payment, 'unknown') as payment,
    case
        when r.status_indicator <> 'A' then i.paid_by
        when r.hcpcs in ('C9399', 'J0799') then 'OPPS'
        else s.schedule
    end as paid_by,
    case
        when i.payment = 'rate' then round(r.payment_rate, 2)::decimal(12, 2)
        when i.payment = 'packaged' then 0::decimal(12, 2)
    end as hopd_facility_amount,
    case when i.payment = 'rate' and i.is_item then round(r.payment_rate, 3)::decimal(12, 3) end
        as hopd_unit_rate,
    case
        when r.hcpcs is null
            then 'hospitals bill this visit as G0463, which ' || b.release || ' does not list'
        when i.status_indicator is null
            then 'unknown status indicator ' || r.status_indicator
            || ': see Addendum D1'
        when i.payment = 'rate' and r.unread is not null
            then 'row ' || r.source_row || ' of ' || r.source_file || ' prints '''
            || r.unread || ''', which is not an amount'
        when r.status_indicator = 'P' and r.payment_rate is null
            then 'partial hospitalization: paid per day under a separate APC, so Addendum B '
            || 'lists no rate for the code (status indicator P)'
        when r.status_indicator = 'A' and r.hcpcs in ('C9399', 'J0799')
            then 'unclassified drug: paid under OPPS at 95 percent of average wholesale price, '
            || 'which each MAC sets (Addendum D1, status indicator A)'
        when r.status_indicator = 'A' and s.hcpcs is not null
            then 'paid under the ' || s.title || ', not OPPS (status indicator A)'
        when i.payment = 'rate' and r.payment_rate is null
            then 'Addendum B lists no rate (status indicator ' || r.status_indicator || ')'
        when i.payment = 'rate' and r.payment_rate = 0 then 'Addendum B lists a rate of $0.00'
        when i.payment = 'rate' and round(r.payment_rate, 2) = 0
            then 'one unit at $' || round(r.payment_rate, 3)::decimal(12, 3)
            || ' rounds to $0.00: multiply the rate by the units, then round'
        when i.payment <> 'rate'
            then i.meaning || ' (status indicator ' || r.status_indicator || ')'
    end as hopd_reason,
    coalesce(i.is_item, false) as is_item,
    i.labor_share,
    t.comparable,
    case when i.payment = 'rate' and r.payment_rate is not null then t.condition end as caveat,
    t.condition,
    b.hcpcs in (select o.hcpcs from rates as o where o.release = b.release) as in_addendum_b,
    r.source_file,
    r.source_row
from billed as b
left join rates as r on b.release = r.release and b.hopd_hcpcs = r.hcpcs
left join opps_status_indicators as i on r.status_indicator = i.status_indicator
left join comparable_totals as t on r.status_indicator = t.indicator and t.site = 'hospital'
left join internal.other_schedules as s on r.hcpcs = s.hcpcs
order by b.hcpcs, b.release
