-- What the PFS pays for anesthesia: base and time units times the factor of the locality. Always one row.
-- args: for_hcpcs, for_modifier, for_mac, for_locality, on_day, minutes, for_qp := false
-- grain: one row
-- source: 42 CFR 414.46; Claims Manual ch. 12 sec. 50. A unit is 15 minutes, to one decimal. The factor is
--   that of the PFS release in effect, else of an ANES-CF release of the year. Base units: the newest list
--   that began by the day. Rounded once, after the share of the modifier. An amount that is NULL has its
--   reason. The tables that an argument is compared with have their columns renamed, so that a column of
--   the caller's stays the caller's.
-- example: select amount, base_units, time_units
--   from anesthesia_payment('00811', '', '10112', '00', '2025-11-15', 37)
-- depends: anesthesia_base_units, anesthesia_conversion_factors, anesthesia_modifiers, releases, coinsurance, patient_owes
with based as (
    select
        max_by(ratebook_b, ratebook_b.effective_from) as ratebook_base
    from (select b as ratebook_b from anesthesia_base_units as b)
    where ratebook_b.hcpcs = upper(for_hcpcs) and ratebook_b.effective_from <= on_day::date
),

held as (
    select string_agg(ratebook_r.release, ', ' order by ratebook_r.release) as ratebook_held
    from (select r as ratebook_r from releases as r)
    where
        ratebook_r.dataset in ('PFS', 'ANES-CF')
        and on_day::date between ratebook_r.effective_from and ratebook_r.effective_through
),

lists as (
    select count(*) as ratebook_lists from anesthesia_base_units
),

factored as (
    select
        min_by(ratebook_f, ratebook_f.release like 'ANES-CF%') as ratebook_factor,
        count(*) as ratebook_factors
    from (select f as ratebook_f from anesthesia_conversion_factors as f)
    where
        ratebook_f.mac = for_mac and ratebook_f.locality = for_locality
        and ratebook_f.qp = coalesce(for_qp, false)
        and on_day::date between ratebook_f.effective_from and ratebook_f.effective_through
),

shared as (
    select any_value(ratebook_m) as ratebook_share
    from (select m as ratebook_m from anesthesia_modifiers as m)
    where ratebook_m.modifier = coalesce(upper(for_modifier), '')
),

gathered as (
    select
        ratebook_base,
        ratebook_factor,
        ratebook_share,
        ratebook_held,
        ratebook_lists,
        coalesce(ratebook_share.units_instead, ratebook_base.base_units) as ratebook_units,
        case
            when ratebook_share.units_instead is not null then 0
            when minutes::integer >= 0 then ((4 * minutes::integer + 3) // 6)::decimal(7, 0) * 0.1
        end::decimal(7, 1) as ratebook_time
    from based cross join factored cross join shared cross join held cross join lists
),

priced as (
    select
        *,
        round(
            (ratebook_units + ratebook_time) * ratebook_factor.conversion_factor
            * ratebook_share.paid_share, 2
        )::decimal(12, 2) as ratebook_amount
    from gathered
)

select
    upper(for_hcpcs) as hcpcs,
    coalesce(upper(for_modifier), '') as modifier,
    case when ratebook_base.base_units > 0 then ratebook_amount end as amount,
    case when ratebook_base.base_units > 0 then patient_owes(ratebook_amount, c.medicare_share, 0) end
        as patient_amount,
    ratebook_units as base_units,
    ratebook_time as time_units,
    ratebook_share.paid_share as paid_share,
    ratebook_factor.conversion_factor as conversion_factor,
    case
        when ratebook_base is null and ratebook_lists = 0
            then 'no list of base units is loaded: `ratebook add` the anesthesia base units of CMS'
        when ratebook_base is null then upper(for_hcpcs) || ' is in no list of base units'
        when ratebook_base.base_units = 0 then 'unlisted anesthesia: each MAC sets the amount'
        when ratebook_share is null
            then 'modifier ' || for_modifier || ' is not one of anesthesia (AA, AD, QK, QX, QY, QZ)'
        when ratebook_factor is null and for_mac = 'national'
            then 'the factor is that of a locality: name a locality or a ZIP code'
        when ratebook_factor is null
            then coalesce(ratebook_held, 'no release in effect on ' || on_day)
            || ' has no anesthesia factor for ' || for_mac || '-' || for_locality
            || ': `ratebook add` CMS''s conversion factors of ' || year(on_day::date)
        when ratebook_time is null
            then regexp_replace(ratebook_units::varchar, '\.0$', '') || ' base units, and one for each 15 minutes, at $'
            || ratebook_factor.conversion_factor || ': name the time (--minutes)'
    end as reason,
    ratebook_factor.release as release,
    ratebook_factor.source_file as source_file,
    ratebook_factor.source_row as source_row,
    ratebook_base.release as base_release,
    ratebook_base.source_file as base_file,
    ratebook_base.source_row as base_row
from priced
inner join coinsurance as c on c.schedule = 'PFS'
