"""What each stored table costs: the rows it has, the bytes it takes in the file, and the seconds
that making it took."""

import duckdb

from ratebook.db import insert, quoted

COMMENT = """What each stored table costs in this file and took in this build, reading of files
not included. The NCCI pairs are `internal.ptp_pairs`."""
COLUMNS = (
    "schema_name varchar, table_name varchar, row_count bigint, bytes bigint, "
    "build_seconds decimal(9, 3)"
)
TABLES = """
    select schema_name, table_name from duckdb_tables()
    where database_name = current_database() and not temporary order by all
"""


def write(con: duckdb.DuckDBPyConnection, seconds: dict[str, float]) -> None:
    """Keep the costs of all tables of the current database in `table_costs`; `seconds` by full
    name, as in `pfs_rvu` or `internal.ptp_pairs`."""
    con.execute("checkpoint")  # else the rows of a small table have no block yet
    tables = con.sql(TABLES).fetchall()
    costs = [_cost(con, schema, table, seconds) for schema, table in tables]
    con.execute(f"create table table_costs ({COLUMNS})")
    con.execute(f"comment on table table_costs is {quoted(COMMENT)}")
    insert(con, "table_costs", costs)


def _cost(
    con: duckdb.DuckDBPyConnection, schema: str, table: str, seconds: dict[str, float]
) -> tuple[str, str, int, int, str]:
    name = table if schema == "main" else f"{schema}.{table}"
    # A block belongs to one table. An id below 0 is a segment that needs none, all of one value.
    ((rows, size),) = con.sql(
        f"select (select count(*) from {name}), count(distinct block_id) filter (block_id >= 0) "
        f"* (select block_size from pragma_database_size() "
        f"where database_name = current_database()) from pragma_storage_info({quoted(name)})"
    ).fetchall()
    return schema, table, rows, size, f"{seconds.get(name, 0):.3f}"
