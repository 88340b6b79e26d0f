-- What a laboratory test or a drug pays everywhere, as an office or a hospital is paid for it.
-- grain: one row per release and hcpcs
-- key: release, hcpcs
-- schema: internal
-- source: code_terms of the schedules of item_schedules that pay the same everywhere
-- depends: code_terms, item_schedules, coinsurance, release_days, in_cents, terms_amount
select
    c.schedule,
    c.release,
    c.hcpcs,
    in_cents(terms_amount(c.factor, c.term_1, 1, c.term_2, 1, c.term_3, 1)) as amount,
    c.unit_rate,
    c.unit,
    coalesce(c.medicare_share, s.medicare_share)::decimal(7, 6) as medicare_share,
    c.reason,
    d.stale_from,
    c.source_file,
    c.source_row
from internal.code_terms as c
inner join internal.item_schedules as i on c.schedule = i.schedule and i.everywhere
inner join internal.release_days as d on c.release = d.release
left join coinsurance as s on c.schedule = s.schedule
where c.modifier = '' and c.fee_area = ''
order by c.hcpcs, c.release
