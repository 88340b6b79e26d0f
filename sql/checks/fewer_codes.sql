-- A list is shorter than CMS's lists are. Download CMS's file again; if the list is meant to be this short, use `--accept-fewer`.
-- severity: blocking
--   Between any two neighbors of 57 releases of CMS's (2019 to 2026) no list of PPRRVU or Addendum B
--   gets shorter, and none of the ASC by more than 6 in 100 (AA, 2021 to 2022).
select
    release,
    says as example
from internal.short_lists
where not fewer_accepted
