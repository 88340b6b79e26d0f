-- The packages of a drug: how many billing units of its code a package holds.
-- grain: one row per release and row of the file
-- key: release, source_file, source_row
-- source: NDC-HCPCS crosswalk of each quarter; July 2025 and others print some packages twice
-- depends: releases, loaded_ndc
select
    l.release,
    l.hcpcs,
    l.ndc,
    nullif(l.labeler, '') as labeler,
    nullif(l.drug_name, '') as drug_name,
    nullif(l.billing_unit, '') as billing_unit,
    l.package_size::decimal(15, 6) as package_size,
    l.package_quantity::decimal(15, 6) as package_quantity,
    l.units::decimal(15, 6) as units,
    l.units_per_package::decimal(15, 6) as units_per_package,
    r.effective_from,
    r.effective_through,
    l.source_file,
    l.source_row
from loaded_ndc as l
inner join releases as r on l.release = r.release
order by l.hcpcs, l.ndc, r.effective_from
