-- The codes that belong to a code: its family, its base scope, its parts, what replaced it.
-- args: for_hcpcs
-- grain: one row per relation and hcpcs
-- source: PPRRVU of the newest release (endoscopic base, modifiers 26 and TC, codes of the same first four
--   characters), OPPS for visits (G0463), the HCPCS file (what replaced a code that ended), the newest
--   add-on code edits of NCCI (add-on, primary; where the contractor decides there are none).
-- example: from related_codes('45380')
-- depends: pfs_rvu, code_names, add_on_codes, releases
with newest as (
    select max_by(release, effective_from) as ratebook_release from releases where dataset = 'PFS'
),

listed as (
    select
        p.hcpcs as ratebook_code,
        p.modifier as ratebook_mod,
        p.endoscopic_base as ratebook_base
    from pfs_rvu as p
    inner join newest as w on p.release = w.ratebook_release
),

own as (
    -- A base is the base of its own family.
    select coalesce(any_value(nullif(ratebook_base, '')), max(upper(for_hcpcs))) as ratebook_base
    from listed
    where ratebook_code = upper(for_hcpcs)
),

newest_add_ons as (
    select hcpcs as ratebook_add_on, primary_code
    from add_on_codes
    where effective_from = (select max(effective_from) from add_on_codes)
),

found as (
    select 'replaced by' as relation, n.replaced_by as ratebook_code, 1 as ratebook_order
    from (select hcpcs as ratebook_old, replaced_by, ended_on from code_names) as n
    where n.ratebook_old = upper(for_hcpcs) and n.replaced_by is not null and n.ended_on is not null
    union all
    select 'hospital bills' as relation, 'G0463', 2
    from listed
    where ratebook_code = upper(for_hcpcs) and regexp_full_match(ratebook_code, '992(0[2-5]|1[1-5])')
    union all
    select 'endoscopic base', ratebook_base, 3
    from own
    where ratebook_base <> upper(for_hcpcs)
    union all
    select distinct 'same endoscopic base', l.ratebook_code, 4
    from listed as l
    inner join own as o on l.ratebook_base = o.ratebook_base
    where l.ratebook_code <> upper(for_hcpcs) and l.ratebook_code <> o.ratebook_base
    union all
    select distinct 'component', l.ratebook_code || '-' || l.ratebook_mod, 5
    from listed as l
    where l.ratebook_code = upper(for_hcpcs) and l.ratebook_mod in ('26', 'TC')
    union all
    select 'primary', a.primary_code, 6
    from newest_add_ons as a
    where a.ratebook_add_on = upper(for_hcpcs) and a.primary_code <> 'CCCCC'
    union all
    select 'add-on', a.ratebook_add_on, 7
    from newest_add_ons as a
    where a.primary_code = upper(for_hcpcs)
    union all
    select distinct 'neighbor', l.ratebook_code, 8
    from listed as l
    where
        l.ratebook_mod = '' and l.ratebook_code <> upper(for_hcpcs)
        and starts_with(l.ratebook_code, left(upper(for_hcpcs), 4))
)

select
    f.relation,
    f.ratebook_code as code,
    n.short_name as name,
    f.ratebook_order as "order"
from (
    select relation, ratebook_code, ratebook_order,
        row_number() over (partition by ratebook_code order by ratebook_order) as ratebook_first
    from found
) as f
left join code_names as n on left(f.ratebook_code, 5) = n.hcpcs
where f.ratebook_first = 1
order by f.ratebook_order, f.ratebook_code
