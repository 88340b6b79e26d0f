-- The codes that belong to a code: its family, its base scope, its parts, what replaced it.
-- args: for_hcpcs
-- grain: one row per code: of its relations the first in "order"
-- source: code_relations
-- example: from related_codes('45380')
-- depends: code_relations, code_names
with found as (
    select
        relation as ratebook_relation,
        code as ratebook_code,
        relation_order as ratebook_order
    from (
        select of_code as ratebook_of, relation, code, relation_order
        from internal.code_relations
    ) as ratebook_relations
    where ratebook_of in (upper(for_hcpcs), left(upper(for_hcpcs), 4)) and code <> upper(for_hcpcs)
)

select
    f.ratebook_relation as relation,
    f.ratebook_code as code,
    n.short_name as name,
    f.ratebook_order as "order"
from found as f
left join code_names as n on left(f.ratebook_code, 5) = n.hcpcs
qualify row_number() over (partition by f.ratebook_code order by f.ratebook_order) = 1
order by f.ratebook_order, f.ratebook_code
