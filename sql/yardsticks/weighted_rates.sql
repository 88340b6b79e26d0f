-- Published OPPS and ASC rates, compared with weight times the conversion factor of the year.
-- grain: one row per dataset, release and weighted row
-- key: dataset, release, source_file, source_row
-- schema: internal
-- source: Addendum B, ASC Addenda AA and BB; 42 CFR 419.32, 416.171
-- kind: view
-- depends: opps_rates, asc_rates, facility_conversion_factors
with weighted as (
    select
        'OPPS' as dataset,
        o.release,
        o.hcpcs,
        o.relative_weight as weight,
        o.payment_rate,
        o.effective_from,
        o.source_file,
        o.source_row
    from main.opps_rates as o
    union all
    select
        'ASC' as dataset,
        a.release,
        a.hcpcs,
        a.payment_weight as weight,
        a.payment_rate,
        a.effective_from,
        a.source_file,
        a.source_row
    from main.asc_rates as a
)

select
    w.dataset,
    w.release,
    w.hcpcs,
    w.weight,
    round(w.payment_rate, 2) as printed_rate,
    round(w.weight * case w.dataset when 'OPPS' then f.opps_factor else f.asc_factor end, 2)
        as computed_rate,
    w.effective_from,
    w.source_file,
    w.source_row
from weighted as w
left join internal.facility_conversion_factors as f on year(w.effective_from) = f.payment_year
where w.weight > 0 and w.payment_rate > 0
