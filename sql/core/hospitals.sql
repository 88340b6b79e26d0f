-- The hospitals that are loaded by name or number, each with the wage index that OPPS pays it by.
-- grain: one row per year and CCN
-- key: payment_year, ccn
-- source: in this order: your own list (hospital_list), IPPS Table 2, the index of the county's area
--   (county_wages) with what out-migration adds to it (Addendum L: only where the hospital is not
--   reclassified, and only to an index of CMS's hospital tables). basis: 'hospital' (its own index),
--   'area' (that of its area, by Addendum L of the year it is not reclassified), or 'estimate'. A critical access hospital (CCN nn1300 to nn1399) is not paid under OPPS
--   (42 CFR 419.20(b)). mac and locality: of its county. NULL where no file says the county.
-- depends: payment_years, hospital_list, ipps_hospital_wage_index, out_migration, counties, county_wages, states
with own as (
    select
        year(h.effective_from) as payment_year,
        h.ccn,
        h.wage_index,
        h.hospital_name,
        c.fips,
        h.release,
        h.source_file,
        h.source_row
    from hospital_list as h
    left join counties as c
        on h.county = c.fips
        or upper(h.county) in (
            upper(c.county || ', ' || c.state),
            upper(regexp_replace(c.county, ' (County|Parish|Borough|Municipio)$', '') || ', ' || c.state)
        )
),

table_2 as (
    select
        year(h.effective_from) as payment_year,
        h.ccn,
        h.wage_index,
        min(c.fips) as fips,
        h.release,
        h.source_file,
        h.source_row
    from ipps_hospital_wage_index as h
    left join counties as c
        on h.geographic_cbsa = case
            when year(h.effective_from) >= 2025 then c.area_2025 else c.area_2021
        end
        and upper(h.county) in (
            upper(c.county), upper(regexp_replace(c.county, ' (County|Parish|Borough|Municipio)$', ''))
        )
    group by h.effective_from, h.ccn, h.wage_index, h.release, h.source_file, h.source_row
),

addendum_l as (
    select
        year(effective_from) as payment_year,
        ccn,
        max_by(fips, effective_from) as fips,
        max_by(reclassified, effective_from) as reclassified,
        max_by(out_migration, effective_from) as out_migration,
        max_by(source_file, effective_from) as source_file,
        max_by(source_row, effective_from) as source_row
    from out_migration
    group by year(effective_from), ccn
),

-- A hospital stays where it is: its county is that of the newest file that says it.
told as (
    select ccn, payment_year, fips from own where fips is not null
    union all
    select ccn, payment_year, fips from table_2 where fips is not null
    union all
    select ccn, payment_year, fips from addendum_l
),

known as (
    select y.payment_year, t.ccn, max_by(t.fips, t.payment_year) as fips
    from internal.payment_years as y
    cross join told as t
    group by y.payment_year, t.ccn
    union
    select payment_year, ccn, null as fips from own where ccn not in (select ccn from told)
    union
    select payment_year, ccn, null as fips from table_2 where ccn not in (select ccn from told)
),

joined as (
    select
        k.payment_year,
        k.ccn,
        o.hospital_name,
        k.fips,
        coalesce(o.wage_index, t.wage_index) as own_index,
        coalesce(o.release, t.release) as own_release,
        coalesce(o.source_file, t.source_file) as own_file,
        coalesce(o.source_row, t.source_row) as own_row,
        l.reclassified,
        l.out_migration,
        substr(k.ccn, 3, 4) between '1300' and '1399' as critical_access
    from known as k
    left join own as o on k.payment_year = o.payment_year and k.ccn = o.ccn
    left join table_2 as t on k.payment_year = t.payment_year and k.ccn = t.ccn
    left join addendum_l as l on k.payment_year = l.payment_year and k.ccn = l.ccn
),

placed as (
    select
        j.*,
        c.county,
        c.state,
        c.area,
        c.mac,
        c.locality,
        case
            when j.critical_access
                then 'a critical access hospital is not paid under OPPS (42 CFR 419.20(b))'
            else coalesce(c.no_opps_reason, s.no_opps_reason)
        end as no_opps_reason,
        case
            when j.own_index is not null then j.own_index
            when c.hopd_basis = 'area' and not coalesce(j.reclassified, false)
                then c.hopd_index + coalesce(j.out_migration, 0)
            else c.hopd_index
        end as found_index,
        case
            when j.own_index is not null then 'hospital'
            when j.reclassified is null or j.reclassified then 'estimate'
            else c.hopd_basis
        end as found_basis,
        c.hopd_index_reason,
        c.hopd_index_release,
        c.hopd_index_file,
        c.hopd_index_row
    from joined as j
    left join internal.county_wages as c on j.payment_year = c.payment_year and j.fips = c.fips
    left join states as s on substr(j.ccn, 1, 2) = s.rural_area
)

select
    payment_year,
    ccn,
    hospital_name,
    fips,
    county,
    state,
    area,
    mac,
    locality,
    case when no_opps_reason is null then found_index end::decimal(7, 4) as wage_index,
    case when no_opps_reason is null and found_index is not null then found_basis end as basis,
    no_opps_reason is null as pays,
    case
        when no_opps_reason is not null then no_opps_reason
        when found_index is null
            then coalesce(hopd_index_reason, 'no wage index of hospital ' || ccn || ' is loaded')
    end as reason,
    case when own_index is not null then own_release else hopd_index_release end as index_release,
    case when own_index is not null then own_file else hopd_index_file end as source_file,
    case when own_index is not null then own_row else hopd_index_row end as source_row
from placed
order by payment_year, ccn
