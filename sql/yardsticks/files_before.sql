-- How many rows each table had in the warehouse before this one, to notice a file that shrank.
-- grain: one row per release and CMS table
-- key: release, table_name
-- schema: internal
-- source: `files` of the warehouse that was published when this one was built
-- depends: published_files
select
    release,
    table_name,
    max(rows_loaded) as rows_loaded,
    max(sha256) as sha256
from published_files
group by release, table_name
order by release, table_name
