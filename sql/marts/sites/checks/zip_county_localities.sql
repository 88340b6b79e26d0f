-- A ZIP code is in another locality than the county of its post office: it lies on a border.
-- severity: finding
-- compared: select z.release, count(*) from zip_localities z inner join zip_counties x on z.zip = x.zip inner join internal.county_localities c on x.fips = c.fips and year(z.effective_from) = c.payment_year group by z.release
select
    z.release,
    z.zip || ' is in ' || z.mac || '-' || z.locality || ', its county ' || n.county || ', ' || n.state
    || ' in ' || c.mac || '-' || c.locality || ' (' || c.release || ')' as example
from zip_localities as z
inner join zip_counties as x on z.zip = x.zip
inner join internal.county_localities as c
    on x.fips = c.fips and year(z.effective_from) = c.payment_year
inner join counties as n on x.fips = n.fips
where z.mac <> c.mac or z.locality <> c.locality
