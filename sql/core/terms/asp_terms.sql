-- What one billing unit of a drug pays: the payment limit, in an office and where OPPS and ASCs pay none.
-- grain: one row per release and hcpcs
-- schema: internal
-- source: asp_rates; 42 CFR 414.904. The limit is what is paid: 6 percent is in it. The patient's part
--   is the printed percentage.
-- kind: view
-- into: code_terms
-- depends: asp_rates
select
    'ASP' as schedule,
    release,
    hcpcs,
    '' as modifier,
    'drug' as setting,
    '' as variant,
    payment_limit as factor,
    true as is_rate,
    1 as term_1,
    0 as term_2,
    0 as term_3,
    payment_limit as unit_rate,
    billing_unit as unit,
    1 - 0.01 * coinsurance_percent as medicare_share,
    '' as status,
    case when payment_limit is null then 'none' else 'rate' end as payment,
    case
        when payment_limit is null
            then concat_ws(': ', release || ' prints no payment limit (N/A)', note)
        when payment_limit = 0 then release || ' prints a payment limit of $0.000'
        when round(payment_limit, 2) = 0
            then 'one unit at $' || payment_limit
            || ' rounds to $0.00: multiply the limit by the units, then round'
    end as reason,
    effective_from,
    effective_through,
    source_file,
    source_row
from main.asp_rates
where effective_through is not null
