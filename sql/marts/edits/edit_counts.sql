-- How many pairs a code is in on a day, as the code that is paid and as the one that is refused.
-- args: for_hcpcs, on_day
-- grain: one row per kind
-- source: ptp_edits, without pairs whose indicator is 9. reason: the quarter of the day is not loaded.
-- example: from edit_counts('45385', '2024-08-01')
-- depends: ptp_pairs, edit_words, edit_releases
with kinds as (
    select unnest(['practitioner', 'hospital']) as ratebook_kind
),

own as (
    select word_id as ratebook_id from internal.edit_words where word = upper(for_hcpcs)
),

counted as (
    select
        p.kind as ratebook_of,
        count(*) filter (where p.column1_id = o.ratebook_id) as ratebook_paid,
        count(*) filter (where p.column2_id = o.ratebook_id) as ratebook_refused
    from internal.ptp_pairs as p
    cross join own as o
    where
        (p.column1_id = o.ratebook_id or p.column2_id = o.ratebook_id)
        and p.modifier_indicator <> 9
        and p.effective_from <= on_day::date
        and (p.effective_through is null or p.effective_through >= on_day::date)
    group by p.kind
)

select
    k.ratebook_kind as kind,
    case when r.effective_through >= on_day::date then coalesce(c.ratebook_paid, 0) end
        as as_column1,
    case when r.effective_through >= on_day::date then coalesce(c.ratebook_refused, 0) end
        as as_column2,
    r.release,
    case
        when r.release is null or r.effective_through < on_day::date
            then 'the edits of ' || year(on_day::date) || ' Q' || quarter(on_day::date)
            || ' are not loaded' || coalesce('; ' || r.release || ' ends on ' || r.effective_through, '')
    end as reason
from kinds as k
left join internal.edit_releases as r on k.ratebook_kind = r.kind
left join counted as c on k.ratebook_kind = c.ratebook_of
order by k.ratebook_kind desc
