-- The conversion factor is within 5 cents of one that CMS published but not equal to it: it was rounded or mistyped. Download CMS's file again.
-- severity: blocking
--   A new factor is further away: the smallest step of a law was 17 cents (QP and ordinary, 2026).
select
    f.release,
    f.source_file || ' has ' || f.conversion_factor || ', CMS published ' || k.conversion_factor
        as example
from conversion_factors as f
inner join internal.pfs_conversion_factors as k
    on year(f.effective_from) = k.payment_year
    and abs(f.conversion_factor - k.conversion_factor) < 0.05
where
    f.conversion_factor not in (
        select o.conversion_factor from internal.pfs_conversion_factors as o
        where o.payment_year = year(f.effective_from)
    )
