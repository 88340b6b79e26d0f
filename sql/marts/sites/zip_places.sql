-- Where a five-digit ZIP code is: its locality, and the place whose wage indices hold there.
-- grain: one row per ZIP5 release and zip
-- key: release, zip
-- schema: internal
-- source: zip_localities; zip_counties. A ZIP code without a county has the indices of its locality, or
--   of its state where OPPS pays no hospital. split: it lies in several localities.
-- depends: zip_localities, zip_counties, states
select
    z.release,
    z.zip,
    z.state,
    z.mac,
    z.locality,
    z.split,
    c.fips,
    case
        when c.fips is not null then 'county'
        when s.no_opps_reason is not null then 'state'
        else 'locality'
    end as place_kind,
    case
        when c.fips is not null then c.fips
        when s.no_opps_reason is not null then z.state
        else z.mac || '-' || z.locality
    end as place,
    z.effective_from,
    z.effective_through
from zip_localities as z
left join zip_counties as c on z.zip = c.zip
left join states as s on z.state = s.state
order by z.zip, z.effective_from
