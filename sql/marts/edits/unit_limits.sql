-- The most units of a code on a day, of practitioners, outpatient hospitals and DME suppliers.
-- args: for_hcpcs, on_day
-- grain: one row per kind
-- source: mue. reason: why there is no limit: the code has none, or the quarter of the day is not loaded.
-- example: from unit_limits('97110', '2024-08-01')
-- depends: mue, releases
with kinds as (
    select
        unnest(['practitioner', 'hospital', 'supplier']) as ratebook_kind,
        unnest(['MUE-PRACTITIONER', 'MUE-HOSPITAL', 'MUE-DME']) as ratebook_dataset
),

loaded as (
    select dataset, max_by(release, effective_from) as ratebook_release
    from releases
    where
        on_day::date >= effective_from
        and on_day::date < (date_trunc('quarter', effective_from) + interval 3 month)::date
    group by dataset
)

select
    k.ratebook_kind as kind,
    m.mue_value,
    m.mai,
    m.adjudication,
    m.rationale,
    l.ratebook_release as release,
    case
        when l.ratebook_release is null
            then 'the limits of ' || year(on_day::date) || ' Q' || quarter(on_day::date)
            || ' are not loaded'
        when m.mue_value is null then 'no limit for this code'
    end as reason
from kinds as k
left join loaded as l on k.ratebook_dataset = l.dataset
left join mue as m on l.ratebook_release = m.release and m.hcpcs = upper(for_hcpcs)
order by case k.ratebook_kind when 'practitioner' then 1 when 'hospital' then 2 else 3 end
