-- The variants in which a release pays: once, or with a second conversion factor too.
-- grain: one row per schedule, release and variant
-- key: schedule, release, variant
-- schema: internal
-- source: code_terms
-- depends: code_terms
select distinct
    schedule,
    release,
    variant
from internal.code_terms
