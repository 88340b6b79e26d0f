-- Composites of hospital claims: lines of a day that one APC pays together, on the first of them.
-- args: service_lines
-- grain: one row per claim, day and family of services
-- schema: internal
-- source: CMS's IOCE manual V25.1 (April 2024); the families are Addendum M's. Images (8004 to 8008): two or more units of a
--   family on a day, with contrast where one has it; 52 and 73 stand apart. Mental health (8010): where the rates of a
--   day's services come to more than that of APC 8010, which is the highest of a day of partial hospitalization (OPPS
--   final rule for 2025, II.A.2.c). has_rate: false where the composite's rate decides, and is not loaded.
-- depends: apc_payments
with images as (
    select
        claim_id,
        day,
        imaging_family as family,
        min_by(line_row, line_number * 1000000 + line_row) as line_row,
        (imaging_family::integer + case when bool_or(with_contrast) then 1 else 0 end)::varchar as composite_apc,
        true as has_rate
    from query_table(service_lines)
    where imaging_family is not null and status_indicator = 'Q3' and refused is null and not ended
    group by claim_id, day, imaging_family
    having sum(case when both_sides then 2 * units else units end) > 1
),

mental_health as (
    select
        s.claim_id,
        s.day,
        '8010' as family,
        min_by(s.line_row, s.line_number * 1000000 + s.line_row) as line_row,
        '8010' as composite_apc,
        max(a.payment_rate) is not null as has_rate
    from query_table(service_lines) as s
    left join internal.apc_payments as a
        on a.apc = '8010' and s.claim_day between a.effective_from and a.effective_through
    where s.is_mental_health and s.status_indicator = 'Q3' and s.refused is null
    group by s.claim_id, s.day
    having coalesce(sum(s.rate * s.units) > max(a.payment_rate), sum(s.units) > 1)
)

select claim_id, day, family, line_row, composite_apc, has_rate from images
union all
select claim_id, day, family, line_row, composite_apc, has_rate from mental_health
