-- The anesthesia conversion factor of each locality, dollars per unit.
-- grain: one row per release, mac, locality and qp
-- key: release, mac, locality, qp
-- source: ANES of each PFS release, and the workbook that CMS posts beside them (ANES-CF); 42 CFR 414.46.
--   The national factor is in its header alone.
-- depends: releases, loaded_anes, loaded_anes_cf
with printed as (
    select * from loaded_anes
    union all by name
    select * from loaded_anes_cf
),

factors as (
    select
        * exclude (conversion_factor, qp_conversion_factor, national_factor, qp_national_factor),
        false as qp,
        conversion_factor as factor,
        national_factor as national
    from printed
    union all
    select
        * exclude (conversion_factor, qp_conversion_factor, national_factor, qp_national_factor),
        true as qp,
        qp_conversion_factor as factor,
        qp_national_factor as national
    from printed
    where qp_conversion_factor is not null
)

select
    f.release,
    f.mac,
    f.locality,
    f.qp,
    f.locality_name,
    f.factor::decimal(12, 2) as conversion_factor,
    f.national::decimal(12, 6) as national_factor,
    r.effective_from,
    r.effective_through,
    f.source_file,
    f.source_row
from factors as f
inner join releases as r on f.release = r.release
order by r.effective_from, f.mac, f.locality, f.qp
