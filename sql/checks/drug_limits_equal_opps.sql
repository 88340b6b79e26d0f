-- A drug's payment limit (ASP) is not the rate that OPPS pays for it in the same quarter.
-- severity: finding
-- blocks: above 40 rows and 1 in 2 compared
-- compared: select a.release, count(*) from asp_rates as a inner join opps_rates as o on a.hcpcs = o.hcpcs and a.effective_from = o.effective_from and o.status_indicator in ('G', 'K', 'K1') and o.effective_through is not null where a.payment_limit > 0 and o.payment_rate > 0 group by a.release
--   OPPS pays the same limit (42 CFR 419.64, 419.71). CMS corrects one file without the other: 6 of 464 in
--   January 2024, 4 of 454 in January 2025, J2724 in July 2025.
select
    a.release,
    a.hcpcs || ': ' || a.payment_limit || ', ' || o.release || ' ' || round(o.payment_rate, 3)::decimal(12, 3)
        as example
from asp_rates as a
inner join opps_rates as o
    on a.hcpcs = o.hcpcs and a.effective_from = o.effective_from
    and o.status_indicator in ('G', 'K', 'K1') and o.effective_through is not null
where
    a.payment_limit > 0 and o.payment_rate > 0
    and round(a.payment_limit, 2) <> round(o.payment_rate, 2)
    and a.payment_limit <> round(o.payment_rate, 3)
