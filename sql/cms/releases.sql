-- Every loaded release, the dates it is in effect, and when a later one is due.
-- grain: one row per release
-- key: release
-- source: raw/manifest.jsonl and the catalog; SSA 1848(b)(1), quarterly updates
-- depends: loaded_releases, known_releases
--   A release is in effect to the day before the next loaded one of its data set or to 31 December
--   of its year. effective_through is NULL where another release of the same first day
--   replaces it for good (a final rule's addenda, once the quarter's are loaded).
with ordered as (
    select
        *,
        make_date(year(effective_from), 12, 31) as last_day,
        lead(effective_from) over (
            partition by dataset order by effective_from, rank
        ) as next_from
    from loaded_releases
),

held as (
    select
        * exclude (last_day, next_from),
        case
            when next_from = effective_from then null
            else least(coalesce(next_from - 1, last_day), last_day)
        end as effective_through
    from ordered
),

missing as (
    select
        held.release,
        min(known.effective_from) as known_from
    from held
    inner join known_releases as known on held.dataset = known.dataset
    where
        (
            known.effective_from > held.effective_from
            or (known.effective_from = held.effective_from and known.rank > held.rank)
        )
        and known.effective_from <= held.effective_through
        and known.release not in (select loaded.release from loaded_releases as loaded)
    group by held.release
),

due as (
    select
        release,
        cast(date_trunc('quarter', effective_from) + interval 3 month as date) as due_from
    from held
    where due = 'quarter'
)

select
    held.release,
    held.dataset,
    held.effective_from,
    held.effective_through,
    held.revision,
    held.published_on,
    held.url,
    held.sha256,
    held.fetched_at,
    held.fewer_accepted,
    least(coalesce(missing.known_from, due.due_from), coalesce(due.due_from, missing.known_from))
        as stale_from
from held
left join missing on held.release = missing.release
left join due on held.release = due.release and due.due_from <= held.effective_through
order by held.dataset, held.effective_from, held.rank
