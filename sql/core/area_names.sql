-- What a wage area is called, in each year.
-- grain: one row per year and wage area
-- key: payment_year, area
-- schema: internal
-- source: the ASC wage index of the year, else the newest that has it; a two-digit area is the counties
--   of a state outside its metropolitan areas
-- depends: payment_years, wage_index, states, counties
with areas as (
    select cbsa as area from wage_index
    union
    select area_2021 as area from counties where area_2021 is not null
    union
    select area_2025 as area from counties where area_2025 is not null
),

named as (
    select
        y.payment_year,
        a.area,
        coalesce(
            max_by(w.cbsa_name, w.effective_from) filter (
                where year(w.effective_from) <= y.payment_year
            ),
            min_by(w.cbsa_name, w.effective_from)
        ) as area_name
    from internal.payment_years as y
    cross join areas as a
    left join wage_index as w on a.area = w.cbsa
    group by y.payment_year, a.area
)

select
    n.payment_year,
    n.area,
    coalesce('rural ' || s.state_name, n.area_name, n.area) as area_name
from named as n
left join states as s on n.area = s.rural_area
order by n.payment_year, n.area
