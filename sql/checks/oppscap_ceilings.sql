-- CMS's ceiling for a contractor-priced code (status C, OPPSCAP) differs from the computed one.
-- severity: finding
-- compared: select release, count(*) from oppscap semi join gpci using (release, mac, locality) where status_code = 'C' group by release
select
    release,
    concat_ws(' ', hcpcs, nullif(modifier, '')) || ' in ' || mac || '-' || locality || ': CMS ' || nonfacility_price
    || ', computed ' || coalesce(computed_nonfacility::varchar, 'none') as example
from internal.oppscap_compared
where
    status_code = 'C'
    and (nonfacility_price, facility_price)
    is distinct from (computed_nonfacility, computed_facility)
