-- The indices of a place in two releases of a schedule, side by side.
-- grain: one row per from_release, to_release and place of either
-- key: from_release, to_release, place_kind, place
-- schema: internal
-- source: place_terms
-- kind: view
-- depends: release_pairs, place_terms
with places as (
    select p.from_release, p.to_release, i.place_kind, i.place, i.fee_area, i.mac, i.locality
    from internal.release_pairs as p
    inner join internal.place_terms as i on p.from_release = i.release
    union
    select p.from_release, p.to_release, i.place_kind, i.place, i.fee_area, i.mac, i.locality
    from internal.release_pairs as p
    inner join internal.place_terms as i on p.to_release = i.release
)

select
    p.*,
    o.release is not null as in_old,
    n.release is not null as in_new,
    o.index_1 as old_index_1,
    o.index_2 as old_index_2,
    o.index_3 as old_index_3,
    n.index_1 as new_index_1,
    n.index_2 as new_index_2,
    n.index_3 as new_index_3
from places as p
left join internal.place_terms as o
    on p.from_release = o.release and p.place_kind = o.place_kind and p.place = o.place
left join internal.place_terms as n
    on p.to_release = n.release and p.place_kind = n.place_kind and p.place = n.place
