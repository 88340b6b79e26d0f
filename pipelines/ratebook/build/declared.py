"""What the models declare, as tables that the checks read: the keys, and the rows that are held.

`broken_keys` has each key of a table that stands twice or has a NULL (release, layer, example);
`held_rows` each row of a file that a table made of its layout has. A new model is in both by its
header. The key of a view is held by a test: to read one whole takes minutes.
"""

from collections.abc import Iterable

import duckdb

from ratebook.build.models import Model, all_models
from ratebook.db import quoted
from ratebook.read.layouts import all_layouts

COLUMNS = """
    select table_name, list(column_name order by column_index) from duckdb_columns()
    where not internal and database_name = current_database() group by table_name
"""
BROKEN = "release varchar, table_name varchar, layer integer, example varchar"
RELEASES = ("release", "pfs_release", "opps_release", "asc_release")
SOURCE = ("source_file", "source_row")


def tables(con: duckdb.DuckDBPyConnection) -> None:
    """Make `broken_keys` and `held_rows` for the connection's current database."""
    columns = dict(con.sql(COLUMNS).fetchall())
    stored = [model for model in all_models() if model.kind == "table"]
    con.execute(f"create or replace temp table broken_keys ({BROKEN})")
    for model in stored:
        if model.key and not _sound(con, model):
            con.execute(f"insert into broken_keys {_broken(model, columns[model.name])}")
    read = {f"loaded_{layout.table}" for layout in all_layouts()}
    held = [
        f"select release, source_file, source_row from {model.full_name}"
        for model in stored
        if read & set(model.depends) and {"release", *SOURCE} <= set(columns[model.name])
    ]
    con.execute(f"create or replace temp view held_rows as {' union all '.join(held)}")


def _sound(con: duckdb.DuckDBPyConnection, model: Model) -> bool:
    """Whether a key is whole and unique; by its hash, which needs a fifth of the memory."""
    whole = " and ".join(f"{name} is not null" for name in model.key)
    query = (
        f"select count(*) = count(distinct hash({', '.join(model.key)})), "
        f"coalesce(bool_and({whole}), true) from {model.full_name}"
    )
    return all(con.sql(query).fetchall()[0])


def _broken(model: Model, columns: Iterable[str]) -> str:
    """The keys of a table that are not unique, or not whole."""
    release = ", ".join(f"any_value({name})" for name in RELEASES if name in columns) or "null"
    words = ", ".join(
        f"{quoted(name + ' ')} || coalesce(nullif({name}::varchar, ''), case when {name} is null "
        "then 'NULL' end)"
        for name in model.key if name != "release"
    )  # fmt: skip
    rows = (
        "': ' || string_agg(source_file || ', row ' || source_row, ' and ' order by source_file, "
        "source_row)" if set(SOURCE) <= set(columns) else "''"
    )  # fmt: skip
    blank = " or ".join(f"{name} is null" for name in model.key)
    return (
        f"select coalesce({release}, '') as release, {quoted(model.full_name)} as table_name, "
        f"{int(model.layer != 'cms')} as layer, concat_ws(' ', {words or quoted('')}) || {rows} "
        f"as example from {model.full_name} group by {', '.join(model.key)} "
        f"having count(*) > 1 or {blank}"
    )
