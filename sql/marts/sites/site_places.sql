-- The wage indices of a place's hospitals and of its ASCs side by side.
-- grain: one row per year and place
-- key: payment_year, place_kind, place
-- schema: internal
-- source: place_wages. place_kind: nation, state, locality, wage area, county or hospital; an ASC beside a
--   hospital is one in its county. 'critical access county' and 'critical access locality': of a
--   hospital there that OPPS does not pay. mac and locality: of the place, 'open' where it lies in several.
--   zip_mac and zip_locality are NULL: whoever asks about a ZIP code (payment_by_place) puts them in.
-- depends: place_wages, place_members, county_wages, hospitals
with localities_of as (
    select
        m.payment_year,
        m.place_kind,
        m.place,
        min(c.mac) as mac,
        min(c.locality) as locality,
        count(distinct c.mac || '-' || c.locality) as localities,
        max(c.locality_release) as locality_release
    from internal.place_members as m
    inner join internal.county_wages as c on m.payment_year = c.payment_year and m.fips = c.fips
    where c.mac is not null
    group by m.payment_year, m.place_kind, m.place
    union all
    select
        payment_year,
        'hospital' as place_kind,
        ccn as place,
        mac,
        locality,
        case when mac is null then 0 else 1 end as localities,
        null as locality_release
    from hospitals
),

counties_of as (
    select payment_year, place_kind, place, place_kind as asc_kind, place as asc_place
    from internal.place_wages
    where setting = 'hospital' and place_kind <> 'hospital'
    union all
    select payment_year, 'hospital' as place_kind, ccn as place, 'county' as asc_kind, fips as asc_place
    from hospitals
),

placed as (
    select
        c.payment_year,
        c.place_kind,
        c.place,
        case
            when c.place_kind = 'nation' then 'national'
            when l.localities = 1 then l.mac
            else 'open'
        end as mac,
        case
            when c.place_kind = 'nation' then 'national'
            when l.localities = 1 then l.locality
            else 'open'
        end as locality,
        case when l.localities = 1 then l.locality_release end as locality_release,
        h.pays as hopd_pays,
        h.area as hopd_area,
        h.area_name as hopd_area_name,
        h.wage_index as hopd_wage_index,
        h.basis as hopd_index_basis,
        h.lowest_index as hopd_lowest_index,
        h.lowest_area as hopd_lowest_area,
        h.highest_index as hopd_highest_index,
        h.highest_area as hopd_highest_area,
        h.reason as hopd_index_reason,
        h.index_release as hopd_index_release,
        h.source_file as hopd_index_file,
        h.source_row as hopd_index_row,
        a.area as asc_area,
        a.area_name as asc_area_name,
        a.wage_index as asc_wage_index,
        a.basis as asc_index_basis,
        a.lowest_index as asc_lowest_index,
        a.lowest_area as asc_lowest_area,
        a.highest_index as asc_highest_index,
        a.highest_area as asc_highest_area,
        case
            when a.place is null then 'no loaded file says the county of the hospital: name a place too'
            else a.reason
        end as asc_index_reason,
        a.index_release as asc_index_release,
        a.source_file as asc_index_file,
        a.source_row as asc_index_row
    from counties_of as c
    inner join internal.place_wages as h
        on h.setting = 'hospital' and c.payment_year = h.payment_year
        and c.place_kind = h.place_kind and c.place = h.place
    left join internal.place_wages as a
        on a.setting = 'asc' and c.payment_year = a.payment_year
        and c.asc_kind = a.place_kind and c.asc_place = a.place
    left join localities_of as l
        on c.payment_year = l.payment_year and c.place_kind = l.place_kind and c.place = l.place
)

select
    p.payment_year,
    case when v.critical then 'critical access ' || p.place_kind else p.place_kind end as place_kind,
    p.place,
    p.mac,
    p.locality,
    null::varchar as zip_mac,
    null::varchar as zip_locality,
    p.hopd_area,
    p.asc_area,
    p.locality_release,
    p.hopd_pays and not v.critical as hopd_pays,
    p.hopd_area_name,
    case when not v.critical then p.hopd_wage_index end as hopd_wage_index,
    case when not v.critical then p.hopd_index_basis end as hopd_index_basis,
    case when not v.critical then p.hopd_lowest_index end as hopd_lowest_index,
    p.hopd_lowest_area,
    case when not v.critical then p.hopd_highest_index end as hopd_highest_index,
    p.hopd_highest_area,
    case
        when v.critical then 'a critical access hospital is not paid under OPPS (42 CFR 419.20(b))'
        else p.hopd_index_reason
    end as hopd_index_reason,
    p.hopd_index_release,
    p.hopd_index_file,
    p.hopd_index_row,
    p.asc_area_name,
    p.asc_wage_index,
    p.asc_index_basis,
    p.asc_lowest_index,
    p.asc_lowest_area,
    p.asc_highest_index,
    p.asc_highest_area,
    p.asc_index_reason,
    p.asc_index_release,
    p.asc_index_file,
    p.asc_index_row
from placed as p
cross join (values (false), (true)) as v (critical)
where not v.critical or p.place_kind in ('county', 'locality')
order by place_kind, place, payment_year
