-- A schedule pays nothing for a code, and no reason is given.
-- severity: blocking
select
    c.release,
    c.source_file || ', row ' || c.source_row || ': ' || concat_ws('-', c.hcpcs, nullif(c.modifier, ''))
    || ', ' || c.setting as example
from internal.code_terms as c
where
    c.reason is null
    and (c.factor = 0 or c.factor is null or c.term_1 is null or c.term_2 is null or c.term_3 is null)
