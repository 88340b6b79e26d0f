-- What out-migration adds to the wage index of a hospital that has that of its area.
-- grain: one row per release and CCN
-- key: release, ccn
-- source: OPPS Addendum L (final rule); SSA 1886(d)(13). reclassified: such a hospital does not get it.
-- depends: releases, loaded_addendum_l
select
    l.release,
    l.ccn,
    l.geographic_cbsa,
    l.reclassified = 'Y' as reclassified,
    l.out_migration::decimal(7, 4) as out_migration,
    l.county,
    l.fips,
    r.effective_from,
    l.source_file,
    l.source_row
from loaded_addendum_l as l
inner join releases as r on l.release = r.release
order by r.effective_from, l.ccn
