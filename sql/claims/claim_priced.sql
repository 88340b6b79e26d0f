-- Claim lines that have been read, with what Medicare would have allowed: one row for each line, in no order.
-- args: lines
-- grain: one row per line of the table that `lines` names
-- schema: internal
-- source: claim_amounts (professional), claim_anesthesia, claim_asc, claim_hospital; what the columns are is said at
--   repriced.
-- depends: claim_amounts, claim_anesthesia, claim_asc, claim_hospital, claim_items, coinsurance, colorectal_coinsurance, preventive_services, sequestrations, claim_services, claim_days
with items as materialized (
    select * from internal.claim_items(lines)
),

amounts as (
    select * from internal.claim_amounts(lines)
    anti join items using (line_row)
    union all by name
    select * from items
    union all by name
    select * from internal.claim_anesthesia(lines)
    union all by name
    select * from internal.claim_asc(lines)
    union all by name
    select * from internal.claim_hospital(lines)
),

days as (
    select
        d.day,
        q.share as sequestration_share,
        t.medicare_share as turned_share
    from (select distinct day from internal.claim_days) as d
    left join sequestrations as q on d.day between q.first_day and q.last_day
    left join colorectal_coinsurance as t on year(d.day) between t.first_year and t.last_year
),

lined as (
    select
        l.line_row,
        l.claim_id,
        l.claim_line_number,
        l.setting,
        l.day,
        l.hcpcs,
        l.modifiers,
        l.units,
        l.charge,
        l.allowed_amount,
        l.paid_amount,
        l.patient_amount,
        l.coinsurance_amount,
        l.deductible_amount,
        l.copayment_amount,
        l.sequestration_amount,
        l.frequency_code,
        l.line_note,
        a.release,
        a.schedule,
        a.basis,
        a.allowed,
        a.limiting_charge,
        a.medicare,
        a.patient,
        a.deductible as hospital_deductible,
        a.item_share,
        a.steps,
        a.flags,
        case
            when l.refusal is not null then l.refusal
            when a.line_row is null then 'the line was not priced'
            else a.reason
        end as reason,
        v.hcpcs is not null or coalesce(o.is_preventive, false) as is_listed_preventive,
        v.hcpcs is not null or coalesce(o.is_preventive, false) or list_contains(l.modifiers, '33')
            as is_preventive,
        list_contains(l.modifiers, 'PT') as is_turned,
        case when list_contains(l.modifiers, 'PT') then y.turned_share else c.medicare_share end
            ::decimal(7, 6) as medicare_share,
        y.sequestration_share,
        l.setting = 'hospital' and l.pfs_kind is null as priced_by_opps
    -- In this order: the lists of steps are then read once, and never stand in a table of hashes.
    from amounts as a
    right join query_table(lines) as l on a.line_row = l.line_row
    left join internal.preventive_services as v on l.hcpcs = v.hcpcs
    left join internal.claim_days as r
        on r.schedule = 'OPPS' and l.day = r.day
    left join internal.claim_services as o on r.release = o.release and l.hcpcs = o.hcpcs
    left join coinsurance as c on c.schedule = 'PFS'
    left join days as y on l.day = y.day
),

waived as (
    select
        *,
        case
            when priced_by_opps then coalesce(hospital_deductible, 0)
            when is_preventive or is_turned or item_share = 1 or allowed is null then 0
            else allowed
        end as deductible_base,
        case when is_preventive then 1 else coalesce(item_share, medicare_share, 0.8) end::decimal(7, 6) as share
    from lined
),

-- Only claims of patients who owe a deductible.
owing as (
    select claim_id, max(deductible_remaining) as claim_deductible
    from query_table(lines)
    where deductible_remaining > 0
    group by claim_id
),

running as (
    select
        w.line_row,
        w.deductible_base,
        o.claim_deductible,
        coalesce(sum(w.deductible_base) over (
            partition by w.claim_id
            order by w.priced_by_opps desc, try_cast(w.claim_line_number as integer), w.line_row
            rows between unbounded preceding and 1 preceding
        ), 0) as before_it
    from waived as w
    inner join owing as o on w.claim_id = o.claim_id
),

owed as (
    select
        w.*,
        case
            when r.line_row is null or w.deductible_base = 0 or r.claim_deductible <= r.before_it then 0
            when r.claim_deductible - r.before_it < w.deductible_base then r.claim_deductible - r.before_it
            else w.deductible_base
        end::decimal(14, 2) as deductible
    from waived as w
    left join running as r on w.line_row = r.line_row
),

shared as (
    select
        *,
        case
            when allowed is null then null
            when priced_by_opps then medicare
            else round((allowed - deductible)::decimal(20, 2) * share, 2)
        end::decimal(14, 2) as full_medicare
    from owed
),

cut as (
    select
        *,
        case
            when list_has_any(modifiers, ['CQ', 'CO']) and day >= '2022-01-01' and not priced_by_opps
                then round(full_medicare::decimal(20, 2) * 0.85, 2)
            else full_medicare
        end::decimal(14, 2) as own_medicare
    from shared
),

sequestered as (
    select
        *,
        (allowed - full_medicare)::decimal(14, 2) as own_patient,
        round(own_medicare::decimal(20, 2) * sequestration_share, 2)::decimal(14, 2) as sequestration
    from cut
)

select
    line_row,
    claim_id,
    claim_line_number,
    setting,
    day as claim_line_start_date,
    hcpcs as hcpcs_code,
    array_to_string(modifiers, ' ') as hcpcs_modifiers,
    try_cast(units as bigint) as service_unit_quantity,
    charge as charge_amount,
    allowed_amount,
    paid_amount,
    coinsurance_amount,
    deductible_amount,
    copayment_amount,
    sequestration_amount,
    allowed as priced_allowed,
    own_medicare as priced_medicare,
    own_patient as priced_patient,
    sequestration as priced_sequestration,
    limiting_charge as priced_limiting_charge,
    release,
    schedule,
    basis,
    steps,
    reason,
    (allowed - allowed_amount)::decimal(14, 2) as underpaid,
    (own_medicare - coalesce(sequestration, 0) - paid_amount)::decimal(14, 2) as medicare_underpaid,
    (own_patient - patient_amount)::decimal(14, 2) as patient_underpaid,
    (sequestration - sequestration_amount)::decimal(14, 2) as sequestration_difference,
    list_concat(
        case
            when reason is not null then []
            when is_preventive and not is_listed_preventive and not priced_by_opps and allowed > 0
                then list_concat(coalesce(flags, []), ['33: by CMS''s files the code is not a preventive service'])
            else coalesce(flags, [])
        end,
        case when frequency_code = '7' then ['replaces an earlier claim (frequency code 7)'] else [] end,
        case when line_note is not null then string_split(line_note, '; ') else [] end
    ) as flags
from sequestered
