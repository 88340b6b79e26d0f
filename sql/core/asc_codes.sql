-- What an ambulatory surgical center is paid for a code on the ASC list.
-- grain: one row per release and hcpcs
-- key: release, hcpcs
-- schema: internal
-- source: ASC Addenda AA, BB and DD1; the printed rate is the rate. asc_unit_rate: what CMS prints
--   per billing unit of an item; the amount is that of a line of one unit. caveat: a procedure
--   that Addendum AA marks for the multiple procedure discount (42 CFR 416.172(e)).
-- depends: asc_rates, asc_payment_indicators, comparable_totals, rejects
select
    r.release,
    r.hcpcs,
    r.payment_indicator as asc_payment_indicator,
    i.paid_by,
    case
        when i.payment = 'rate' then round(r.payment_rate, 2)::decimal(12, 2)
        when i.payment = 'packaged' then 0::decimal(12, 2)
    end as asc_facility_amount,
    case when i.payment = 'rate' and i.is_item then round(r.payment_rate, 3)::decimal(12, 3) end
        as asc_unit_rate,
    case
        when i.payment_indicator is null
            then 'unknown payment indicator ' || r.payment_indicator
            || ': see Addendum DD1'
        when i.payment = 'rate' and j.value is not null
            then 'row ' || r.source_row || ' of ' || r.source_file || ' prints ''' || j.value
            || ''', which is not an amount'
        when i.payment = 'rate' and r.payment_rate is null
            then 'the addendum lists no rate (payment indicator ' || r.payment_indicator || ')'
        when i.payment = 'rate' and r.payment_rate = 0 then 'the addendum lists a rate of $0.00'
        when i.payment = 'rate' and round(r.payment_rate, 2) = 0
            then 'one unit at $' || round(r.payment_rate, 3)::decimal(12, 3)
            || ' rounds to $0.00: multiply the rate by the units, then round'
        when i.payment <> 'rate'
            then i.meaning || ' (payment indicator ' || r.payment_indicator || ')'
    end as asc_reason,
    coalesce(i.is_item, false) as is_item,
    i.labor_share,
    t.comparable,
    t.condition,
    case
        when i.payment = 'rate' and r.multiple_procedure_discount = 'Y'
            then 'paid at 50% when billed with a higher-paying procedure'
    end as caveat,
    r.source_file,
    r.source_row
from asc_rates as r
left join asc_payment_indicators as i on r.payment_indicator = i.payment_indicator
left join comparable_totals as t on r.payment_indicator = t.indicator and t.site = 'asc'
left join rejects as j
    on r.release = j.release and r.source_file = j.source_file and r.source_row = j.source_row
    and j."column" = 'payment_rate'
where r.effective_through is not null
qualify row_number() over (partition by r.release, r.hcpcs order by r.addendum, r.source_row) = 1
order by r.hcpcs, r.release
