-- What a schedule pays for a code in a place: every Medicare schedule that is loaded, in one shape.
-- grain: one row per schedule, release, hcpcs, modifier, setting, variant, place_kind and place
-- key: schedule, release, hcpcs, modifier, setting, variant, place_kind, place
-- source: code_terms x place_terms. setting: who is paid where (office, professional, hospital, asc,
--   laboratory, drug: one billing unit, supplier: equipment). place_kind and place: where the amount
--   holds (locality, wage area, county, hospital, state, rural part of a state, former bidding area,
--   nation). An amount that is NULL has its reason. What an office and a hospital are paid side by
--   side: payment_by_site.
-- kind: view
-- depends: code_terms, place_terms, terms_amount, paid_amount
with priced as (
    select
        c.*,
        p.place_kind,
        p.place,
        p.mac,
        p.locality,
        terms_amount(c.factor, c.term_1, p.index_1, c.term_2, p.index_2, c.term_3, p.index_3)
            as unrounded,
        terms_amount(c.factor, c.cap_1, p.index_1, c.cap_2, p.index_2, c.cap_3, p.index_3)
            as ceiling
    from internal.code_terms as c
    inner join internal.place_terms as p
        on c.schedule = p.schedule and c.release = p.release and c.fee_area = p.fee_area
)

select
    hcpcs,
    modifier,
    schedule,
    setting,
    variant,
    place_kind,
    place,
    mac,
    locality,
    paid_amount(unrounded, ceiling) as amount,
    unit_rate,
    unit,
    status,
    reason,
    effective_from,
    effective_through,
    release,
    source_file,
    source_row
from priced
