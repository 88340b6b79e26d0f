-- Two releases of one data set hold on the same day.
-- severity: blocking
select
    a.release,
    a.release || ' and ' || b.release || ' both hold on ' || b.effective_from as example
from releases as a
inner join releases as b
    on a.dataset = b.dataset and a.release <> b.release
    and b.effective_from between a.effective_from and a.effective_through
    and b.effective_through is not null
