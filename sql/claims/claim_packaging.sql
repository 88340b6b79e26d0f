-- Which lines of a hospital claim are paid and which are packaged into another, where no grouper has said it.
-- args: lines
-- grain: one row per line of a claim that has no indicator from a grouper
-- schema: internal
-- source: CMS's IOCE manual V25.1 (April 2024); Claims Manual ch. 4 section 10.2.3, 10.4, 290.5; 42 CFR 419.2(b).
--   Conditional packaging over the whole claim (Q1: beside S, T, V; Q2: beside T, J1; of those left the
--   highest-paid, one unit), comprehensive services (J1; the rank and the pairs of Addendum J), comprehensive
--   observation (APC 8011), composites (claim_composites) and critical care (Addendum M), laboratory tests (Q4).
--   What no comprehensive service takes (Addendum J): pass-through (G, H), brachytherapy (U), cost (F, L), other
--   schedules (A), New Technology APCs, non-opioid products (H1, K1), cell and gene therapies (since 2025), and
--   preventive services: by their codes (42 CFR 410.2), whatever modifier 33 says. A packaged drug of more than $10,000
--   says so: Addendum J names no codes. A line whose payment is in one that has no amount has a reason, and no 0.00.
-- depends: claim_service_lines, claim_composites, complexity_pairs, apc_payments
with ratebook_service_lines as materialized (
    select
        *,
        status_indicator in ('A', 'F', 'G', 'H', 'H1', 'K1', 'L', 'U')
        or (is_listed_preventive or is_new_technology or is_cell_therapy) and status_indicator not in ('J1', 'N')
            as stays_apart
    from internal.claim_service_lines(lines)
),

-- The published indicators of what is paid at all.
claims as (
    select
        claim_id,
        count(*) filter (where status_indicator = 'J1') as comprehensive_lines,
        count(*) filter (where status_indicator = 'T') as discounted_lines,
        count(*) filter (where status_indicator in ('S', 'T', 'V', 'J1', 'J2', 'Q3')) as separate_lines,
        count(*) filter (where status_indicator in ('J1', 'J2', 'S', 'T', 'V', 'Q1', 'Q2', 'Q3'))
            as lines_beside_a_test,
        count(*) filter (where is_add_on and status_indicator = 'N') as add_on_lines,
        bool_or(status_indicator = 'J1' and list_has_any(modifiers, ['52', '73', '74'])) as is_ended,
        count(*) filter (where status_indicator = 'J1' and comprehensive_rank is null) as unranked_lines,
        count(distinct hcpcs) filter (where status_indicator = 'J1') as comprehensive_codes,
        coalesce(bool_and(line_edit is not null) filter (
            where status_indicator in ('S', 'T', 'V', 'J1', 'J2', 'Q3')
        ), false) as all_refused
    from ratebook_service_lines
    where refused is null
    group by claim_id
),

-- Of Q1 and Q2 that nothing packages the highest-paid is paid.
conditional as (
    select
        line_row,
        row_number() over (partition by claim_id order by rate desc nulls last, line_number, line_row) as place,
        first_value(line_row) over (partition by claim_id order by rate desc nulls last, line_number, line_row)
            as first_row,
        own_indicator
    from ratebook_service_lines
    inner join claims using (claim_id)
    where
        refused is null and comprehensive_lines = 0
        and (
            status_indicator = 'Q1' and separate_lines = 0
            or status_indicator = 'Q2' and discounted_lines = 0
        )
),

-- The comprehensive service that pays its claim: by rank, or a Q1 or Q2 that is one.
primaries as (
    select
        s.*,
        s.units > 1 or s.both_sides as is_twice
    from ratebook_service_lines as s
    left join conditional as q on s.line_row = q.line_row
    where
        s.refused is null
        and (s.status_indicator = 'J1' or q.place = 1 and q.own_indicator = 'J1')
    qualify row_number() over (
        partition by s.claim_id order by s.comprehensive_rank nulls last, s.rate desc, s.line_number, s.line_row
    ) = 1
),

complex as (
    select p.claim_id, max(c.adjusted_apc) as adjusted_apc
    from primaries as p
    inner join claims as g on p.claim_id = g.claim_id and not g.is_ended
    inner join ratebook_service_lines as l on p.claim_id = l.claim_id and l.refused is null
    inner join complexity_pairs as c
        on year(p.claim_day) = year(c.effective_from) and p.hcpcs = c.hcpcs and l.hcpcs = c.secondary_hcpcs
        and (l.line_row <> p.line_row or p.is_twice)
    group by p.claim_id
),

-- Eight hours of observation and a visit, without a comprehensive service or one of T.
observed as (
    select
        v.claim_id,
        max_by(v.line_row, v.rate * 1000000 - v.line_row) as line_row,
        bool_or(a.apc is not null) as observed_has_rate
    from ratebook_service_lines as o
    inner join claims as g
        on o.claim_id = g.claim_id and g.comprehensive_lines = 0 and g.discounted_lines = 0
    inner join ratebook_service_lines as v
        on o.claim_id = v.claim_id and v.status_indicator = 'J2' and v.refused is null
        and (v.day = o.day or v.day = o.day - 1 and v.hcpcs <> 'G0379')
    left join internal.apc_payments as a
        on a.apc = '8011' and o.claim_day between a.effective_from and a.effective_through
    where o.hcpcs = 'G0378' and o.units >= 8 and o.refused is null
    group by v.claim_id
),

days as (
    select
        claim_id,
        day,
        bool_or(hcpcs = '99291') as critical_care,
        bool_or(list_has_any(modifiers, ['59', 'XE', 'XP', 'XS', 'XU'])) as is_distinct,
        bool_or(hcpcs = 'G0378') as has_observation,
        bool_or(status_indicator in ('T', 'V') or status_indicator = 'J2' and hcpcs <> 'G0379') as has_visit,
        min(line_row) filter (where hcpcs = 'G0379') as direct_row,
        sum(case when both_sides then 2 * units else units end) filter (where status_indicator = 'Q3') as q3_units
    from ratebook_service_lines
    where refused is null
    group by claim_id, day
),

-- Lines that IOCE refuses by themselves: what such a line would carry is in no other.
edited as (
    select claim_id, line_row, line_edit
    from ratebook_service_lines
    where line_edit is not null and refused is null
),

edited_claims as (
    select claim_id, min(line_edit) as claim_edit
    from edited
    group by claim_id
),

joined as (
    select
        s.*,
        g.* exclude (claim_id),
        d.* exclude (claim_id, day),
        p.line_row as primary_row,
        p.hcpcs as primary_hcpcs,
        p.is_twice as primary_twice,
        c.adjusted_apc,
        o.line_row as observed_row,
        o.observed_has_rate,
        e.line_edit as carrier_edit,
        k.claim_edit,
        q.place as conditional_place,
        i.line_row as composite_row,
        i.composite_apc,
        i.has_rate as composite_has_rate
    from ratebook_service_lines as s
    left join claims as g on s.claim_id = g.claim_id
    left join days as d on s.claim_id = d.claim_id and s.day = d.day
    left join primaries as p on s.claim_id = p.claim_id
    left join complex as c on s.claim_id = c.claim_id
    left join observed as o on s.claim_id = o.claim_id
    left join conditional as q on s.line_row = q.line_row
    left join internal.claim_composites('ratebook_service_lines') as i
        on s.claim_id = i.claim_id and s.day = i.day and s.status_indicator = 'Q3'
        and (s.is_mental_health and i.family = '8010' or s.imaging_family = i.family and not s.ended)
    left join edited as e on coalesce(p.line_row, o.line_row, i.line_row, q.first_row) = e.line_row
    left join edited_claims as k on s.claim_id = k.claim_id
)

select
    line_row, claim_id, day, line_number, modifiers, hcpcs, units, status_indicator, both_sides, coalesce(two_sided, false) as two_sided, ended,
    is_preventive, rate,
    case
        when refused is not null then refused
        when line_edit is not null then line_edit
        when carrier_edit is not null and not stays_apart
            then 'its payment is in another line, which is refused: ' || carrier_edit
        when all_refused and primary_row is null and observed_row is null and (
            status_indicator = 'N' or status_indicator = 'Q4' and not is_reference_claim
            or status_indicator = 'Q1' or status_indicator = 'Q2' and discounted_lines > 0
        ) then 'its payment is in another line, which is refused: ' || claim_edit
        when observed_row <> line_row and primary_row is null and not observed_has_rate and not stays_apart
            then 'its payment is in comprehensive observation (APC 8011), of which no rate on that day is loaded'
        when both_sides and two_sided is null and (units > 1 or status_indicator in ('S', 'T') and primary_row is null)
            then 'modifier 50, and no PFS release of that day is loaded, which would say whether both sides are paid'
        when primary_row is not null and not stays_apart and status_indicator <> 'N' and comprehensive_codes > 1 and unranked_lines > 0
            then 'several comprehensive services, and Addendum J of ' || year(claim_day)
            || ' does not rank them: load the final rule''s addenda'
        when primary_row = line_row and not has_ranks and not coalesce(is_ended, false)
            and (comprehensive_lines > 1 or primary_twice or add_on_lines > 0)
            then 'a pair that may be paid by a higher APC, and Addendum J of ' || year(claim_day)
            || ' is not loaded: load the final rule''s addenda'
        when status_indicator = 'S1' and (primary_row is not null or observed_row is not null)
            then 'no source settles whether a comprehensive service takes skin substitutes (status indicator S1)'
        when primary_row is not null then null
        when observed_row is not null then null
        when status_indicator = 'Q3' and not has_composites and (q3_units > 1 or critical_care)
            then 'images or tests that may be paid together, and Addendum M of ' || year(claim_day)
            || ' is not loaded: load the final rule''s addenda'
        when status_indicator = 'Q1' and not has_composites and critical_care and conditional_place = 1
            then 'a test that critical care may package, and Addendum M of ' || year(claim_day)
            || ' is not loaded: load the final rule''s addenda'
        when not composite_has_rate
            then 'mental health services that may be paid together, and no rate of APC 8010 on that day is loaded'
        when hcpcs = 'G0379' and not has_observation then 'G0379 without observation (G0378) on its day'
    end as grouping_reason,
    case
        when refused is not null then null
        when primary_row is not null and line_row <> primary_row and not stays_apart
            then 'comprehensive service ' || primary_hcpcs
        when primary_row is not null then null
        when observed_row is not null and line_row <> observed_row and not stays_apart
            then 'comprehensive observation, APC 8011'
        when observed_row is not null then null
        when status_indicator = 'N' then 'the services that it goes with'
        when status_indicator = 'Q4' and lines_beside_a_test > 0 and not is_reference_claim
            then 'the services that it goes with'
        when is_critical_ancillary and critical_care and not is_distinct then 'critical care'
        when composite_row <> line_row then 'composite APC ' || composite_apc
        when status_indicator = 'Q1' and separate_lines > 0 then 'a service of S, T or V'
        when status_indicator = 'Q2' and discounted_lines > 0 then 'a service of T'
        when conditional_place > 1 then 'the highest-paid service of Q1 and Q2'
        when hcpcs = 'G0379' and (has_visit or line_row <> direct_row) then 'another visit'
    end as packaged_by,
    case
        when primary_row = line_row then coalesce(adjusted_apc, apc)
        when observed_row = line_row then '8011'
        when composite_row = line_row and primary_row is null and observed_row is null then composite_apc
        else apc
    end as final_apc,
    case
        when primary_row = line_row then 'J1'
        when observed_row = line_row then 'J2'
        when composite_row = line_row then 'S'
        else coalesce(own_indicator, 'S')
    end as final_indicator,
    coalesce(
        primary_row = line_row or observed_row = line_row
        or composite_row = line_row and primary_row is null and observed_row is null, false
    ) as pays_claim,
    status_indicator = 'J1' and list_contains(modifiers, '73') as is_device_ended,
    case
        when is_cell_therapy and line_row <> coalesce(primary_row, observed_row)
            then 'cell or gene therapy: paid beside the comprehensive service (Addendum J names the class, not its codes)'
        when not stays_apart and line_row <> coalesce(primary_row, observed_row) and unit_rate * units > 10000
            and claim_day >= '2025-01-01'
            then 'packaged, though the drug by itself is more than $10,000: see whether Medicare keeps it out of the '
            || 'comprehensive service'
        when list_contains(modifiers, '33') and not is_listed_preventive
            then '33: by CMS''s files the code is not a preventive service'
    end as packaging_flag,
    case when claim_edit is not null
        then 'another line is refused, and what this line is paid may change when it is mended: ' || claim_edit
    end as claim_flag
from joined
