-- Every code with the codes that belong to it: its family, its base scope, its parts, what replaced it.
-- grain: one row per of_code, code and relation
-- key: of_code, code, relation
-- schema: internal
-- source: PPRRVU of the newest release (endoscopic base, modifiers 26 and TC, codes of the same first four
--   characters), OPPS for visits (G0463), the HCPCS file (what replaced a code that ended), the newest
--   add-on code edits of NCCI (add-on, primary; where the contractor decides there are none). of_code is
--   the first four characters for a neighbor, so that a code in no release has its neighbors too.
--   Stored, because a question costs what its plan does, and nothing here depends on the day.
-- depends: pfs_rvu, code_names, add_on_codes, releases
with listed as (
    select hcpcs, modifier, endoscopic_base
    from pfs_rvu
    where release = (select max_by(release, effective_from) from releases where dataset = 'PFS')
),

-- A base is the base of its own family.
bases as (
    select hcpcs, coalesce(any_value(nullif(endoscopic_base, '')), hcpcs) as base
    from listed
    group by hcpcs
),

newest_add_ons as (
    select hcpcs, primary_code
    from add_on_codes
    where effective_from = (select max(effective_from) from add_on_codes)
),

found as (
    select hcpcs as of_code, 'replaced by' as relation, replaced_by as code, 1 as relation_order
    from code_names
    where replaced_by is not null and ended_on is not null
    union all
    select hcpcs, 'hospital bills', 'G0463', 2
    from listed
    where regexp_full_match(hcpcs, '992(0[2-5]|1[1-5])')
    union all
    select hcpcs, 'endoscopic base', base, 3
    from bases
    where base <> hcpcs
    union all
    select o.hcpcs, 'same endoscopic base', l.hcpcs, 4
    from bases as o
    inner join listed as l on o.base = l.endoscopic_base
    where l.hcpcs <> o.hcpcs and l.hcpcs <> o.base
    union all
    select hcpcs, 'component', hcpcs || '-' || modifier, 5
    from listed
    where modifier in ('26', 'TC')
    union all
    select hcpcs, 'primary', primary_code, 6
    from newest_add_ons
    where primary_code <> 'CCCCC'
    union all
    select primary_code, 'add-on', hcpcs, 7
    from newest_add_ons
    union all
    select left(hcpcs, 4), 'neighbor', hcpcs, 8
    from listed
    where modifier = ''
)

select distinct of_code, relation, code, relation_order
from found
order by of_code, relation_order, code
