-- The wage area of each county, and the indices that a hospital and an ASC there are paid by.
-- grain: one row per year and county
-- key: payment_year, fips
-- schema: internal
-- source: counties (OMB 20-01 to 2024, 23-01 from 2025 on). ASC: its own table by area; where that has
--   several rows for an area, the one of the county (wage_transitions), never the first, the highest or
--   the lowest. Hospital: IPPS Table 3; CMS's pricer (2020 to 2024: the index of the area, at least that
--   of the state's rural area and of its imputed floor, a low one raised half of the way to the
--   threshold: 42 CFR 412.64(h), (e)(4)); or else the ASC's index as an estimate. basis: 'area' or
--   'estimate'. An index that is NULL has its reason.
-- depends: payment_years, counties, states, wage_index, wage_transitions, pricer_wage_index, ipps_area_wage_index, low_wage_thresholds, county_localities
with placed as (
    select
        y.payment_year,
        c.fips,
        c.county,
        c.state,
        c.population,
        s.rural_area,
        s.no_opps_reason,
        case when y.payment_year >= 2025 then c.area_2025 else c.area_2021 end as area
    from internal.payment_years as y
    cross join counties as c
    inner join states as s on c.state = s.state
),

asc_tables as (
    select
        *,
        year(effective_from) as payment_year,
        count(*) over (partition by release, cbsa) as rows_of_area
    from wage_index
    where effective_through is not null
),

asc_releases as (
    select distinct payment_year, release from asc_tables
),

asc_areas as (
    select distinct payment_year, cbsa, rows_of_area from asc_tables
),

with_asc as (
    select
        p.*,
        coalesce(t.wage_area, p.area) as asc_area,
        w.wage_index as asc_index,
        case
            when w.wage_index is not null then null
            when r.release is null
                then 'no ASC wage index of ' || p.payment_year || ' is loaded'
            when w.no_index_reason is not null then w.no_index_reason || ' (' || r.release || ')'
            when a.cbsa is null
                then r.release || ' does not list wage area ' || coalesce(t.wage_area, p.area)
            else r.release || ' has ' || a.rows_of_area || ' indices for wage area ' || a.cbsa
                || ', and which one holds for ' || p.county || ' is not known'
        end as asc_reason,
        w.release as asc_release,
        w.source_file as asc_file,
        w.source_row as asc_row
    from placed as p
    left join asc_releases as r on p.payment_year = r.payment_year
    left join internal.wage_transitions as t
        on p.payment_year = t.payment_year and p.fips = t.fips
    left join asc_areas as a
        on p.payment_year = a.payment_year and coalesce(t.wage_area, p.area) = a.cbsa
    left join asc_tables as w
        on p.payment_year = w.payment_year and coalesce(t.wage_area, p.area) = w.cbsa
        and (w.rows_of_area = 1 or t.wage_index = w.wage_index)
        and coalesce(t.wage_index = w.wage_index, true)
    where p.area is not null
),

floors as (
    select
        p.payment_year,
        p.cbsa as rural_area,
        greatest(coalesce(p.geographic_wage_index, 0), coalesce(p.imputed_floor, 0)) as floor_index
    from pricer_wage_index as p
    where length(p.cbsa) = 2
),

priced as (
    select
        c.*,
        i.wage_index as table_3_index,
        coalesce(i.release, g.release) as table_release,
        coalesce(i.source_file, g.source_file) as table_file,
        coalesce(i.source_row, g.source_row) as table_row,
        case
            when g.geographic_wage_index is not null
                then greatest(coalesce(g.geographic_wage_index, 0), coalesce(f.floor_index, 0))
        end as pricer_index,
        q.threshold
    from with_asc as c
    left join ipps_area_wage_index as i
        on c.payment_year = year(i.effective_from) and c.area = i.cbsa
        and upper(i.printed_state) in (c.state, upper((
            select s.state_name from states as s where s.state = c.state
        )))
    left join pricer_wage_index as g
        on c.payment_year = g.payment_year and c.area = g.cbsa
        and g.geographic_wage_index is not null
    left join floors as f on c.payment_year = f.payment_year and c.rural_area = f.rural_area
    left join internal.low_wage_thresholds as q on c.payment_year = q.payment_year
),

indexed as (
    select
        *,
        coalesce(
            table_3_index,
            case
                when pricer_index < threshold then round((pricer_index + threshold) * 0.5, 4)
                else pricer_index
            end
        )::decimal(7, 4) as table_index
    from priced
)

select
    i.payment_year,
    i.fips,
    i.county,
    i.state,
    i.population,
    i.area,
    l.mac,
    l.locality,
    l.release as locality_release,
    case when i.no_opps_reason is null then coalesce(i.table_index, i.asc_index) end
        as hopd_index,
    case
        when i.no_opps_reason is not null then null
        when i.table_index is not null then 'area'
        when i.asc_index is not null then 'estimate'
    end as hopd_basis,
    i.no_opps_reason,
    case
        when i.no_opps_reason is not null then i.no_opps_reason
        when coalesce(i.table_index, i.asc_index) is null
            then 'no wage index of ' || i.payment_year || ' is loaded for hospitals in area '
            || i.area || '; ' || i.asc_reason
    end as hopd_index_reason,
    case when i.table_index is not null then i.table_release else i.asc_release end
        as hopd_index_release,
    case when i.table_index is not null then i.table_file else i.asc_file end as hopd_index_file,
    case when i.table_index is not null then i.table_row else i.asc_row end as hopd_index_row,
    i.asc_area,
    i.asc_index,
    case when i.asc_index is not null then 'area' end as asc_basis,
    i.asc_reason as asc_index_reason,
    i.asc_release as asc_index_release,
    i.asc_file as asc_index_file,
    i.asc_row as asc_index_row
from indexed as i
left join internal.county_localities as l on i.payment_year = l.payment_year and i.fips = l.fips
order by i.payment_year, i.fips
