-- CMS's price after the OPPS cap (OPPSCAP) differs from the computed one: OPPSCAP of RVU21A, B, D and RVU24C used another conversion factor.
-- severity: finding
-- compared: select release, count(*) from internal.oppscap_compared group by release
--   Status A is what is paid; status C the most that a contractor may set. A difference is CMS's slip
--   as often as ours: OPPSCAP of RVU21A, B and D and RVU24C was computed with another factor. What is
--   paid is computed from PPRRVU, as the carrier files are.
select
    release,
    concat_ws(' ', hcpcs, nullif(modifier, '')) || ' (status ' || status_code || ') in ' || mac || '-'
    || locality || ': CMS ' || nonfacility_price || ', computed '
    || coalesce(computed_nonfacility::varchar, 'none') as example
from internal.oppscap_compared
where
    nonfacility_price is distinct from computed_nonfacility
    or facility_price is distinct from computed_facility
