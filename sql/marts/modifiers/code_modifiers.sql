-- What each modifier does to a code on a day, by who bills: whether it goes with it, and what it changes.
-- args: for_hcpcs, on_day
-- grain: one row per setting and modifier that a rule speaks of
-- source: modifier_rules, decided by the indicators of the code in the releases in effect on the day: a rule for an
--   indicator of the code goes before one for any code. why: the indicator and its value that decide. No row: no rule
--   is known here. allowed: yes, no, review (by report or with documents) or informational.
-- example: select modifier, setting, allowed, effect from code_modifiers('45380', '2026-08-01') where modifier = '59'
-- depends: modifier_rules, code_indicators, releases_on, modifier_names
with facts as (
    select i.release, i.indicator_column as ratebook_column, i.indicator_value as ratebook_value, r.dataset
    from internal.code_indicators as i
    inner join releases_on(on_day) as r on i.release = r.release
    where i.hcpcs = upper(for_hcpcs) and r.dataset in ('PFS', 'OPPS', 'ASC')
),

listed as (
    select distinct
        case dataset when 'PFS' then 'professional' when 'OPPS' then 'hospital' else 'asc' end as ratebook_setting
    from facts
),

said as (
    select
        m.setting,
        m.modifier,
        m.allowed,
        m.fee_effect,
        m.payment_effect,
        m.confidence,
        m.source,
        f.ratebook_column,
        f.ratebook_value,
        row_number() over (
            partition by m.setting, m.modifier
            order by m.indicator_column = 'any', m.indicator_column, m.allowed
        ) as ratebook_place
    from modifier_rules as m
    inner join listed as l on m.setting = l.ratebook_setting
    left join facts as f on m.indicator_column = f.ratebook_column and m.indicator_value = f.ratebook_value
    where m.indicator_column = 'any' or f.release is not null
)

select
    upper(for_hcpcs) as hcpcs,
    s.modifier,
    n.name,
    s.setting,
    s.allowed,
    s.fee_effect,
    coalesce(s.payment_effect, case when s.allowed = 'no' then 'does not go with this code' end) as effect,
    case when s.ratebook_column is null then 'any code' else s.ratebook_column || ' ' || s.ratebook_value end as why,
    s.confidence,
    s.source
from said as s
left join modifier_names as n on s.modifier = n.modifier
where s.ratebook_place = 1
order by s.modifier, s.setting
