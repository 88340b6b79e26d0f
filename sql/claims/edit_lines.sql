-- Priced lines as NCCI looks at them: whose they are, who billed, what is counted.
-- args: cells, priced
-- grain: one row per line that has an amount
-- schema: internal
-- source: Medicare NCCI policy manual, chapter 1. Practitioners' edits hold for physicians, anesthesia and surgical centers,
--   for one patient, day and provider (the rendering NPI within the billing one; a center apart from its surgeons);
--   hospitals' for one claim and day. Minutes of anesthesia are no units: such a line is one.
with named as (
    select
        line_row,
        nullif(trim(person_id), '') as person,
        coalesce(trim(billing_npi), '') as biller,
        coalesce(trim(rendering_npi), '') as renderer
    from query_table(cells)
)

select
    p.line_row,
    p.hcpcs_code as hcpcs,
    p.claim_line_start_date as day,
    p.claim_line_number as line_number,
    string_split(p.hcpcs_modifiers, ' ') as modifiers,
    case when p.setting = 'anesthesia' then 1 else p.service_unit_quantity end as units,
    case when p.setting = 'hospital' then 'hospital' else 'practitioner' end as kind,
    coalesce(n.person, 'claim ' || p.claim_id) as patient,
    n.biller,
    case p.setting when 'hospital' then '' when 'asc' then 'surgical center' else n.renderer end as provider,
    case
        when p.setting = 'hospital' then 'claim ' || p.claim_id
        else coalesce(n.person, 'claim ' || p.claim_id)
    end as scope
from query_table(priced) as p
inner join named as n on p.line_row = n.line_row
where p.reason is null
