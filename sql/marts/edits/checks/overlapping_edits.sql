-- A pair of NCCI has two periods that overlap: which indicator holds on the days of both is not known.
-- severity: finding
-- compared: select r.release, count(*) from internal.ptp_pairs as p inner join internal.edit_releases as r on p.kind = r.kind group by r.release
--   The periods of a pair stand below each other in CMS's files, so that each is held against the one above.
with neighbors as (
    select
        *,
        lag(column1_id) over () as one_above,
        lag(column2_id) over () as two_above,
        lag(kind) over () as kind_above,
        lag(effective_from) over () as from_above,
        coalesce(lag(effective_through) over (), date '9999-12-31') as through_above
    from internal.ptp_pairs
)

select
    r.release,
    one.word || ' with ' || two.word || ', from ' || n.from_above || ' and from ' || n.effective_from
        as example
from neighbors as n
inner join internal.edit_releases as r on n.kind = r.kind
inner join internal.edit_words as one on n.column1_id = one.word_id
inner join internal.edit_words as two on n.column2_id = two.word_id
where
    n.column1_id = n.one_above and n.column2_id = n.two_above and n.kind = n.kind_above
    and n.effective_from <= n.through_above
    and n.from_above <= coalesce(n.effective_through, date '9999-12-31')
