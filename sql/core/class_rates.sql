-- The rate of each class of a release, where all codes of the class have the same.
-- grain: one row per schedule, release, setting and class
-- key: schedule, release, setting, class
-- schema: internal
-- source: code_terms; in OPPS a class is an APC
-- depends: code_terms
select
    schedule,
    release,
    setting,
    class,
    min(factor) as factor
from internal.code_terms
where is_rate and payment = 'rate' and factor is not null and class <> '' and class is distinct from status
group by schedule, release, setting, class
having count(distinct round(factor, 2)) = 1
