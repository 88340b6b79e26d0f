-- A list is shorter than CMS's are, and a person has accepted it as it is (`--accept-fewer`).
-- severity: finding
select
    release,
    says as example
from short_lists
where fewer_accepted
