-- The lines of hospital claims that no grouper has been through, with what their codes are on their days.
-- args: lines
-- grain: one row per line of a claim that has no indicator from a grouper
-- schema: internal
-- source: claim_services; the rate is that of the APC on the claim's first day. refused: why Medicare pays nothing for the
--   line by OPPS whatever else the claim has. An inpatient-only service takes the other lines of its day with it
--   (IOCE edits 18 and 49), unless it is a separate procedure beside one of T or J1 (edit 45): no file has that list, and
--   the reason says so. line_edit: an edit of IOCE that returns the claim for this line alone: 74 (50 with several
--   units, of a code that is paid for both sides), 37, 102, and 101: the visits of an emergency department, whose services
--   are excepted (42 CFR 419.48), never carry PN. Types of bill under OPPS here: 12x, 13x, 14x (of which 14x is a reference laboratory's).
-- depends: is_new_technology, claim_services, claim_days, apc_payments
with ours as (
    select
        l.line_row, l.claim_id, l.claim_line_number, l.day, l.hcpcs, l.modifiers, l.units, l.bill_type_code,
        l.condition_codes, l.status_indicator is not null or l.apc is not null as is_grouped
    from query_table(lines) as l
    where l.setting = 'hospital' and l.refusal is null and l.pfs_kind is null
),

-- Claims that no grouper has been through.
claims as (
    select claim_id, min(day) as claim_day
    from ours
    group by claim_id
    having not bool_or(is_grouped)
),

coded as (
    select
        l.* exclude (is_grouped),
        g.claim_day,
        s.* exclude (release, hcpcs, pfs_kind, is_preventive),
        coalesce(s.is_preventive, false) as is_listed_preventive,
        coalesce(s.is_preventive, false) or list_contains(l.modifiers, '33') as is_preventive,
        d.release as opps_release,
        a.payment_rate as rate,
        coalesce(try_cast(l.claim_line_number as integer), 0) as line_number,
        list_contains(l.modifiers, '50') as both_sides,
        list_has_any(l.modifiers, ['52', '73']) as ended,
        ltrim(l.bill_type_code, '0') as bill_type,
        internal.is_new_technology(s.status_indicator, s.apc) as is_new_technology
    from ours as l
    inner join claims as g on l.claim_id = g.claim_id
    left join internal.claim_days as d
        on d.schedule = 'OPPS' and l.day = d.day
    left join internal.claim_services as s on d.release = s.release and l.hcpcs = s.hcpcs
    left join internal.apc_payments as a
        on s.apc = a.apc and g.claim_day between a.effective_from and a.effective_through
),

days as (
    select
        claim_id,
        day,
        bool_or(status_indicator = 'C') as is_inpatient,
        bool_or(status_indicator in ('T', 'J1')) as has_procedure
    from coded
    group by claim_id, day
),

-- An inpatient-only service for a patient who died before admission pays the whole claim.
expired as (
    select distinct claim_id
    from coded
    where status_indicator = 'C' and list_contains(modifiers, 'CA')
)

select
    c.*,
    left(c.bill_type, 2) = '14' as is_reference_claim,
    case
        when c.both_sides and c.units > 1 and c.two_sided then '50 with several units (IOCE edit 74)'
        when list_contains(c.modifiers, '73') and (c.both_sides or c.units > 1)
            then '73 with 50, or with several units (IOCE edit 37)'
        when list_contains(c.modifiers, 'CT') and list_has_any(c.modifiers, ['FX', 'FY'])
            or list_contains(c.modifiers, 'PN') and list_contains(c.modifiers, 'PO')
            then 'modifiers that exclude one another (IOCE edit 102)'
        when list_contains(c.modifiers, 'PN') and c.is_emergency_visit
            then 'PN on an emergency visit: an emergency department is excepted, and bills without PN (IOCE edit 101)'
    end as line_edit,
    case
        when c.opps_release is null then 'no OPPS release in effect on that day is loaded'
        when left(c.bill_type, 2) not in ('12', '13', '14')
            then 'type of bill ' || c.bill_type_code || ': not an outpatient claim that OPPS pays'
        when regexp_matches(c.bill_type, '^1[234][08]')
            then 'type of bill ' || c.bill_type_code || ': a claim that is void, or asks for no payment'
        when c.status_indicator is null then c.opps_release || ' does not list the code'
        when e.claim_id is not null
            then 'CA on an inpatient-only service: where the patient died, comprehensive APC 5881 pays the claim, which is '
            || 'not priced here'
        when c.status_indicator = 'C' and d.has_procedure
            then 'inpatient only (status indicator C): not paid in an outpatient department (IOCE edit 18; beside a '
            || 'procedure a separate one is edit 45)'
        when c.status_indicator = 'C'
            then 'inpatient only (status indicator C): not paid in an outpatient department'
        when d.is_inpatient and d.has_procedure
            then 'an inpatient-only service on the same day: none of the day is paid (IOCE edit 49), unless that service '
            || 'is a separate procedure (edit 45), of which no loaded file has the list'
        when d.is_inpatient then 'an inpatient-only service on the same day: none of the day is paid (IOCE edit 49)'
        when c.status_indicator = 'P' then 'partial hospitalization is not priced here'
        when c.status_indicator = 'J1' and left(c.bill_type, 2) = '12'
            and not coalesce(regexp_matches(upper(c.condition_codes), '\bW2\b'), false)
            then 'a comprehensive service on type of bill 12x without condition code W2 is not priced here'
        when c.status_indicator in ('A', 'Q4') and c.paid_by = 'CLFS' then null
        when c.status_indicator not in ('G', 'J1', 'J2', 'K', 'K1', 'N', 'Q1', 'Q2', 'Q3', 'Q4', 'R', 'S', 'S1', 'T', 'U', 'V')
            then 'status indicator ' || c.status_indicator || ': '
            || case when c.status_indicator = 'A' then 'paid under another schedule' || coalesce(' (' || c.paid_by || ')', '')
                else coalesce(c.meaning, 'not paid under OPPS') end
        when c.status_indicator in ('G', 'K', 'K1') and c.unit_rate is null
            then c.opps_release || ' has no rate of the drug'
    end as refused
from coded as c
inner join days as d on c.claim_id = d.claim_id and c.day = d.day
left join expired as e on c.claim_id = e.claim_id
