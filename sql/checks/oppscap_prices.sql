-- CMS's price after the OPPS cap (status A, OPPSCAP) differs from the computed one: OPPSCAP of RVU21A, B, D and RVU24C used another conversion factor.
-- severity: finding
-- compared: select release, count(*) from oppscap semi join gpci using (release, mac, locality) where status_code = 'A' group by release
--   A difference is CMS's slip as often as ours: OPPSCAP of RVU21A, B and D and RVU24C was
--   computed with another factor. What is paid is computed from PPRRVU, as the carrier files are.
select
    release,
    concat_ws(' ', hcpcs, nullif(modifier, '')) || ' in ' || mac || '-' || locality || ': CMS ' || nonfacility_price
    || ', computed ' || coalesce(computed_nonfacility::varchar, 'none') as example
from internal.oppscap_compared
where
    status_code = 'A'
    and (nonfacility_price, facility_price)
    is distinct from (computed_nonfacility, computed_facility)
