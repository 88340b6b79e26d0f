-- The state that a locality is in, where it is in one.
-- grain: one row per mac and locality
-- key: mac, locality
-- schema: internal
-- source: the counties of a locality by LOCCO. The locality of DC reaches into Maryland and Virginia:
--   states is how many. American Samoa, Guam and the Marianas are left out: they are in Hawaii's locality.
-- depends: county_localities, counties
select
    c.mac,
    c.locality,
    any_value(n.state) as state,
    count(distinct n.state) as states
from internal.county_localities as c
inner join counties as n on c.fips = n.fips
where c.mac is not null and n.state not in ('AS', 'GU', 'MP')
group by c.mac, c.locality
