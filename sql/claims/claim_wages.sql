-- The wage index that each line of a hospital or a surgical center is paid by, whence it is, or why there is none.
-- args: lines
-- grain: one row per hospital or ASC line that can be read
-- schema: internal
-- source: place_wages of the year. In this order: the index given with the line; the hospital's (ccn); the wage area's
--   (cbsa); the county's (county_fips, or that of service_zip); 1 for `national`. Hospitals that OPPS does not pay:
--   42 CFR 419.20(b).
-- depends: place_wages, states
with placed as (
    select
        line_row,
        setting,
        year(day) as payment_year,
        wage_index_text is not null as is_given,
        try_cast(wage_index_text as decimal(7, 4)) as index_given,
        ccn,
        case
            when area is not null then 'wage area'
            when county is not null then 'county'
            when mac = 'national' then 'nation'
        end as place_kind,
        case
            when area is not null then area
            when county is not null then county
            when mac = 'national' then 'national'
        end as place
    from query_table(lines)
    where setting in ('hospital', 'asc') and refusal is null and pfs_kind is null
),

found as (
    select
        p.*,
        case
            when h.place is not null then h.wage_index
            when p.place_kind = 'wage area' and w.lowest_index <> w.highest_index then null
            else w.wage_index
        end as index_found,
        case
            when regexp_full_match(p.ccn, '\d\d13\d\d') and p.setting = 'hospital'
                then 'a critical access hospital is not paid under OPPS (42 CFR 419.20(b))'
            when p.setting = 'hospital' and s.no_opps_reason is not null then s.no_opps_reason
            when h.place is not null then h.reason
            when w.reason is not null then w.reason
            when w.lowest_index <> w.highest_index
                then 'wage area ' || p.place || ' has several indices: give wage_index or county_fips'
            when p.place is null and p.ccn is not null and p.setting = 'hospital'
                then 'hospital ' || p.ccn || ' is not loaded: give wage_index, cbsa or county_fips'
            when p.place is null then 'no wage index: give wage_index, ccn, cbsa, county_fips or service_zip'
            when w.place is null then 'no wage index of ' || p.place_kind || ' ' || p.place || ' is loaded'
        end as missing,
        not coalesce(h.pays, w.pays, true) or s.no_opps_reason is not null
        or coalesce(regexp_full_match(p.ccn, '\d\d13\d\d'), false) as is_not_paid,
        case
            when h.place is not null then 'hospital ' || p.ccn || case when h.basis = 'hospital' then '' else ', ' || h.basis end
            when p.place_kind = 'nation' then 'national'
            else p.place_kind || ' ' || p.place || case when w.basis = 'area' then '' else ', ' || w.basis end
        end as whence,
        coalesce(h.basis, w.basis) = 'estimate' as is_estimate
    from placed as p
    left join internal.place_wages as h
        on p.setting = h.setting and p.payment_year = h.payment_year
        and h.place_kind = 'hospital' and p.ccn = h.place
    left join internal.place_wages as w
        on p.setting = w.setting and p.payment_year = w.payment_year
        and p.place_kind = w.place_kind and p.place = w.place
    left join states as s on left(p.ccn, 2) = s.rural_area
)

select
    line_row,
    coalesce(index_given, index_found)::decimal(7, 4) as wage_index,
    case
        when setting = 'hospital' and is_not_paid then missing
        when is_given and (index_given is null or index_given < 0.2 or index_given > 3)
            then 'wage_index is not one that CMS has'
        when is_given then null
        else missing
    end as index_reason,
    case
        when index_given is not null then 'wage index ' || index_given || ', as given'
        else 'wage index ' || index_found || ', ' || whence
    end as index_basis,
    index_given is null and coalesce(is_estimate, false) as is_estimate
from found
