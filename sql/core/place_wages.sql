-- The lowest, the median and the highest wage index in a place, for hospitals and for ASCs.
-- grain: one row per setting, year and place
-- key: setting, payment_year, place_kind, place
-- schema: internal
-- source: county_wages, place_members. Most places have one index. Of several the median is that of the
--   area in which the person in the middle lives (counties by index, weighted by population), and it
--   is an estimate of the place. pays: false where no hospital there is paid under OPPS. An index that
--   is NULL has its reason.
--   A hospital has one (hospitals). The nation's is 1, the printed rate.
-- depends: county_wages, place_members, area_names, hospitals, payment_years
with members as (
    select
        'hospital' as setting,
        m.payment_year,
        m.place_kind,
        m.place,
        c.area,
        c.hopd_index as wage_index,
        c.hopd_basis as basis,
        c.hopd_index_reason as reason,
        c.no_opps_reason is null as pays,
        c.hopd_index_release as release,
        c.hopd_index_file as source_file,
        c.hopd_index_row as source_row,
        greatest(coalesce(c.population, 1), 1) as people
    from internal.place_members as m
    inner join internal.county_wages as c on m.payment_year = c.payment_year and m.fips = c.fips
    union all
    select
        'asc' as setting,
        m.payment_year,
        m.place_kind,
        m.place,
        c.asc_area as area,
        c.asc_index as wage_index,
        c.asc_basis as basis,
        c.asc_index_reason as reason,
        true as pays,
        c.asc_index_release as release,
        c.asc_index_file as source_file,
        c.asc_index_row as source_row,
        greatest(coalesce(c.population, 1), 1) as people
    from internal.place_members as m
    inner join internal.county_wages as c on m.payment_year = c.payment_year and m.fips = c.fips
),

indices as (
    select
        setting,
        payment_year,
        place_kind,
        place,
        wage_index,
        max_by(area, people) as area,
        min(basis) as basis,
        max(basis) as other_basis,
        any_value(release) as release,
        max_by(source_file, people) as source_file,
        max_by(source_row, people) as source_row,
        sum(people) as people
    from members
    where wage_index is not null
    group by setting, payment_year, place_kind, place, wage_index
),

ranked as (
    select
        *,
        sum(people) over (
            partition by setting, payment_year, place_kind, place order by wage_index
        ) as people_so_far,
        sum(people) over (partition by setting, payment_year, place_kind, place) as all_people
    from indices
),

spread as (
    select
        setting,
        payment_year,
        place_kind,
        place,
        min(wage_index) as lowest_index,
        min_by(area, wage_index) as lowest_area,
        min(wage_index) filter (where 2 * people_so_far >= all_people) as wage_index,
        max(wage_index) as highest_index,
        max_by(area, wage_index) as highest_area,
        count(wage_index) as indices,
        min(basis) as basis,
        max(other_basis) as other_basis
    from ranked
    group by setting, payment_year, place_kind, place
),

reasons as (
    select
        setting,
        payment_year,
        place_kind,
        place,
        bool_or(pays) as pays,
        max_by(reason, people) as reason
    from members
    group by setting, payment_year, place_kind, place
)

select
    r.setting,
    r.payment_year,
    r.place_kind,
    r.place,
    i.area,
    n.area_name,
    s.wage_index::decimal(7, 4) as wage_index,
    case when s.indices > 1 or s.basis <> s.other_basis then 'estimate' else s.basis end as basis,
    s.lowest_index::decimal(7, 4) as lowest_index,
    s.lowest_area,
    s.highest_index::decimal(7, 4) as highest_index,
    s.highest_area,
    r.pays,
    case when s.wage_index is null then r.reason end as reason,
    i.release as index_release,
    i.source_file,
    i.source_row
from reasons as r
left join spread as s
    on r.setting = s.setting and r.payment_year = s.payment_year
    and r.place_kind = s.place_kind and r.place = s.place
left join indices as i
    on r.setting = i.setting and r.payment_year = i.payment_year
    and r.place_kind = i.place_kind and r.place = i.place and s.wage_index = i.wage_index
left join internal.area_names as n on r.payment_year = n.payment_year and i.area = n.area
union all
select
    'hospital' as setting,
    h.payment_year,
    'hospital' as place_kind,
    h.ccn as place,
    h.area,
    n.area_name,
    h.wage_index,
    h.basis,
    h.wage_index as lowest_index,
    h.area as lowest_area,
    h.wage_index as highest_index,
    h.area as highest_area,
    h.pays,
    h.reason,
    h.index_release,
    h.source_file,
    h.source_row
from hospitals as h
left join internal.area_names as n on h.payment_year = n.payment_year and h.area = n.area
union all
select
    s.setting,
    y.payment_year,
    'nation' as place_kind,
    'national' as place,
    null as area,
    'national' as area_name,
    1 as wage_index,
    'national' as basis,
    1 as lowest_index,
    null as lowest_area,
    1 as highest_index,
    null as highest_area,
    true as pays,
    null as reason,
    null as index_release,
    'national: the wage index is 1' as source_file,
    null as source_row
from internal.payment_years as y
cross join (values ('hospital'), ('asc')) as s (setting)
order by setting, place_kind, place, payment_year
