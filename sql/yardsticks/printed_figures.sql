-- The figures behind the amounts, one per row, to compare one release with another.
-- grain: one row per release, row of a CMS table and figure
-- key: release, table_name, source_file, source_row, figure, item
-- schema: internal
-- source: PPRRVU (payable rows), GPCI, Addendum B, ASC AA and BB, wage index; code_terms of any
--   other schedule
-- kind: view
-- depends: pfs_rvu, gpci, opps_rates, asc_rates, wage_index, code_terms, site_schedules
with long as (
    select
        release, 'pprrvu' as table_name, effective_from, source_file, source_row,
        concat_ws(' ', hcpcs, nullif(modifier, '')) as item,
        unnest(['work_rvu', 'nonfacility_pe_rvu', 'facility_pe_rvu', 'mp_rvu']) as figure,
        unnest([work_rvu, nonfacility_pe_rvu, facility_pe_rvu, mp_rvu]) as printed
    from main.pfs_rvu
    where status_code in ('A', 'R', 'T')
    union all
    select
        release, 'pprrvu', any_value(effective_from), source_file, min(source_row), 'every row',
        'conversion_factor', min(conversion_factor)
    from main.pfs_rvu
    group by release, source_file
    union all
    select
        release, 'gpci', effective_from, source_file, source_row, state || ' ' || locality,
        unnest(['work_gpci', 'pe_gpci', 'mp_gpci']), unnest([work_gpci, pe_gpci, mp_gpci])
    from main.gpci
    union all
    select
        release, 'addendum_b', effective_from, source_file, source_row, hcpcs,
        unnest(['payment_rate', 'relative_weight', 'minimum_copayment']),
        unnest([payment_rate, relative_weight, minimum_copayment])
    from main.opps_rates
    union all
    select
        release, 'asc_' || lower(addendum), effective_from, source_file, source_row, hcpcs,
        unnest(['payment_rate', 'payment_weight']), unnest([payment_rate, payment_weight])
    from main.asc_rates
    union all
    select
        release, 'wage_index', effective_from, source_file, source_row, cbsa, 'wage_index',
        wage_index
    from main.wage_index
    union all
    select
        c.release, lower(c.schedule), c.effective_from, c.source_file, c.source_row,
        concat_ws(
            ' ', c.hcpcs, nullif(c.modifier, ''), c.setting, nullif(c.variant, ''), nullif(c.fee_area, '')
        ),
        unnest(case when c.is_rate then ['rate'] else ['factor', 'term_1', 'term_2', 'term_3'] end),
        unnest(case when c.is_rate then [c.factor] else [c.factor, c.term_1, c.term_2, c.term_3] end)
    from internal.code_terms as c
    anti join internal.site_schedules as s on c.schedule = s.schedule
)

select
    release,
    table_name,
    effective_from,
    source_file,
    source_row,
    item,
    figure,
    printed
from long
where printed > 0
