-- What a schedule pays for a code in a place: every Medicare schedule that is loaded, in one shape.
-- grain: one row per schedule, release, hcpcs, modifier, setting, variant, place_kind and place
-- key: schedule, release, hcpcs, modifier, setting, variant, place_kind, place
-- source: code_terms x place_terms. setting: who is paid where (office, professional, hospital, asc,
--   laboratory). An amount that is NULL has its reason. Hospital and ASC amounts are national. What
--   an office and a hospital are paid side by side: payment_by_site.
-- kind: view
-- depends: code_terms, place_terms, terms_amount, paid_amount
select
    c.hcpcs,
    c.modifier,
    c.schedule,
    c.setting,
    c.variant,
    p.place_kind,
    p.place,
    p.mac,
    p.locality,
    paid_amount(
        terms_amount(c.factor, c.term_1, p.index_1, c.term_2, p.index_2, c.term_3, p.index_3),
        terms_amount(c.factor, c.cap_1, p.index_1, c.cap_2, p.index_2, c.cap_3, p.index_3)
    ) as amount,
    c.unit_rate,
    c.status,
    c.reason,
    c.effective_from,
    c.effective_through,
    c.release,
    c.source_file,
    c.source_row
from internal.code_terms as c
inner join internal.place_terms as p on c.schedule = p.schedule and c.release = p.release
