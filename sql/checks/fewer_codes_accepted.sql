-- A list is shorter than CMS's lists are, and a person accepted it (`--accept-fewer`).
-- severity: finding
select
    release,
    says as example
from internal.short_lists
where fewer_accepted
