-- The hospital wage index by area of CMS's OPPS pricer, 2020 to 2024.
-- grain: one row per release, year and area
-- key: release, payment_year, cbsa
-- source: opps-pricer-reference-data (`ratebook add`). geographic_wage_index: of a hospital in the area
--   that is not reclassified, before the floors. imputed_floor: of a state (its two-digit row).
-- depends: releases, loaded_pricer_wage_index
select
    l.release,
    substr(l.effective_date, 1, 4)::integer as payment_year,
    l.cbsa,
    nullif(l.geographic_wage_index, 0)::decimal(7, 4) as geographic_wage_index,
    nullif(l.imputed_floor, 0)::decimal(7, 4) as imputed_floor,
    l.source_file,
    l.source_row
from loaded_pricer_wage_index as l
inner join releases as r on l.release = r.release
order by payment_year, l.cbsa
