-- A table has two rows for one key, or a key that is not whole: which of them is paid cannot be told.
-- severity: blocking
--   The key is the `-- key:` of the model's header; broken_keys has those of every table. What is
--   made of a CMS table has the fault too: the CMS table alone is told. A code in both ASC addenda is
--   one, for it can have one rate only.
select
    release,
    table_name || ', ' || example as example
from broken_keys
qualify layer = min(layer) over ()
