-- Which tables of NCCI are not loaded for a day, of practitioners and of outpatient hospitals.
-- args: edit_lines
-- grain: one row per kind and day of the lines
-- schema: internal
-- source: edit_releases, mue, add_on_codes. unchecked: in words; NULL where all three are there.
-- depends: edit_releases, mue, add_on_codes
with days as (
    select distinct kind, day from query_table(edit_lines)
),

units as (
    select distinct kind, effective_from, effective_through from mue
),

add_ons as (
    select distinct
        effective_from,
        (date_trunc('quarter', effective_from) + interval 3 month)::date - 1 as effective_through
    from add_on_codes
),

missing as (
    select
        d.kind,
        d.day,
        nullif(concat_ws(
            ', ',
            case when p.kind is null then 'pairs' end,
            case when u.kind is null then 'unit limits' end,
            case when a.effective_from is null then 'add-on codes' end
        ), '') as missing
    from days as d
    left join internal.edit_releases as p on d.kind = p.kind and d.day <= p.effective_through
    left join units as u on d.kind = u.kind and d.day between u.effective_from and u.effective_through
    left join add_ons as a on d.day between a.effective_from and a.effective_through
)

select
    kind,
    day,
    missing || ' of ' || year(day) || ' Q' || quarter(day) || ' are not loaded (' || kind || ')' as unchecked
from missing
