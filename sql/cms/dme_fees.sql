-- What a supplier of equipment is paid for an item in a state, in its rural areas, in a former bidding area.
-- grain: one row per release, hcpcs, modifier and place
-- key: release, hcpcs, modifier, place
-- source: DMEPOS, DMEPEN and the former CBA files of each quarter; 42 CFR 414.210, 414.220 to 414.232.
--   modifier: up to three, joined with - (RR-KU). place: AL, 'AL rural', the short name of a former
--   competitive bidding area, or the nation (mail order). A rural fee of 0.00 is none and has no row;
--   a fee of 0.00 in the state: CMS sets none. ceiling, floor: of the nation; the fees keep to them.
-- depends: releases, loaded_dmepos, loaded_dmepen, loaded_former_cba, loaded_former_cba_zip
with printed as (
    select *, '' as modifier_3 from loaded_dmepos
    union all by name
    select *, '' as modifier_3 from loaded_dmepen
),

by_state as (
    select
        * exclude (area),
        case when area like '%(R)' then 'rural' else 'state' end as place_kind,
        left(area, 2) || case when area like '%(R)' then ' rural' else '' end as place
    from printed
),

-- The short names as the ZIP code file spells them; the header is read in capitals.
areas as (
    select release, upper(area_name) as area, any_value(area_name) as area_name
    from loaded_former_cba_zip
    group by release, upper(area_name)
),

by_area as (
    select
        f.* exclude (area),
        case when f.area like 'NATIONAL%' then 'nation' else 'former bidding area' end as place_kind,
        case when f.area like 'NATIONAL%' then 'national' else coalesce(a.area_name, f.area) end
            as place
    from loaded_former_cba as f
    left join areas as a on f.release = a.release and f.area = a.area
),

fees as (
    select * from by_state where place_kind = 'state' or fee > 0
    union all by name
    select * from by_area
)

select
    f.release,
    f.hcpcs,
    concat_ws(
        '-', nullif(f.modifier_1, ''), nullif(f.modifier_2, ''), nullif(f.modifier_3, '')
    ) as modifier,
    f.place_kind,
    f.place,
    f.fee::decimal(12, 2) as fee,
    nullif(f.category, '') as dme_category,
    nullif(f.ceiling, 0)::decimal(12, 2) as ceiling,
    nullif(f.floor, 0)::decimal(12, 2) as floor,
    r.effective_from,
    r.effective_through,
    f.source_file,
    f.source_row
from fees as f
inner join releases as r on f.release = r.release
order by f.hcpcs, modifier, r.effective_from, f.place
