-- The locality of each county, in each year that something is loaded of.
-- grain: one row per year and county; none where no LOCCO file is loaded
-- key: payment_year, fips
-- schema: internal
-- source: LOCCO of the newest PFS release loaded that began by the year, else of the first one
--   (locality_counties). CMS writes the counties as text: a list, ALL COUNTIES, or ALL OTHER COUNTIES
--   of a state, and misspells four. American Samoa, Guam and the Marianas are in Hawaii's locality
--   (ZIP5). A county that a list does not name is in the locality that has the others of its state.
-- depends: payment_years, locality_counties, gpci, counties, states
with files as (
    select distinct release, effective_from from locality_counties
),

newest as (
    select
        y.payment_year,
        coalesce(
            max_by(f.release, f.effective_from) filter (
                where year(f.effective_from) <= y.payment_year
            ),
            min_by(f.release, f.effective_from)
        ) as release
    from internal.payment_years as y
    cross join files as f
    group by y.payment_year
),

texts as (
    select distinct l.release, l.mac, l.locality, g.state, upper(l.counties) as counties
    from locality_counties as l
    inner join newest as n on l.release = n.release
    inner join gpci as g
        on l.release = g.release and l.mac = g.mac and l.locality = g.locality
),

-- One state's part of a list: DC's says IN VIRGINIA and IN MARYLAND of those beyond.
lists as (
    select release, mac, locality, state, trim(unnest(string_split(counties, ';'))) as listed
    from texts
    where counties not like 'ALL %'
),

words as (
    select
        l.release,
        l.mac,
        l.locality,
        coalesce(s.state, l.state) as state,
        unnest(regexp_split_to_array(
            regexp_replace(l.listed, ' IN [A-Z ]+$', ''), ',? AND |[,/]'
        )) as word
    from lists as l
    left join states as s on upper(s.state_name) = regexp_extract(l.listed, ' IN ([A-Z ]+)$', 1)
),

named as (
    select
        release,
        mac,
        locality,
        state,
        case trim(regexp_replace(word, ' CNTY *$', ''))
            when 'ORAGNGE' then 'ORANGE'
            when 'ORANG' then 'ORANGE'
            when 'CONTR COSTA' then 'CONTRA COSTA'
            when 'DADE' then 'MIAMI-DADE'
            else trim(regexp_replace(word, ' CNTY *$', ''))
        end as county
    from words
),

others as (
    select release, mac, locality, state from texts where counties like 'ALL %'
),

spelled as (
    select
        fips,
        case when state in ('GU', 'AS', 'MP') then 'HI' else state end as state,
        upper(regexp_replace(
            county, ' (County|Parish|Borough|Census Area|Municipality|City and Borough|Municipio|Planning Region)$', ''
        )) as county
    from counties
)

select
    n.payment_year,
    c.fips,
    coalesce(l.mac, o.mac) as mac,
    coalesce(l.locality, o.locality) as locality,
    n.release
from newest as n
cross join spelled as c
left join named as l on n.release = l.release and c.state = l.state and c.county = l.county
left join others as o on n.release = o.release and c.state = o.state
where coalesce(l.mac, o.mac) is not null
order by n.payment_year, c.fips
