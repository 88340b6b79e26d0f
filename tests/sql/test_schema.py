"""The schema of the warehouse: its number, what is public, and that a file works wherever it is
opened or attached."""

import hashlib
import tomllib

import duckdb
import pytest

from ratebook import version
from ratebook.build.models import all_models

COLUMNS = """
    select string_agg(concat_ws(' ', schema_name, table_name, column_name, data_type), '\n'
        order by schema_name, table_name, column_index)
    from duckdb_columns() where not internal and table_name <> 'about'
"""
VIEWS = [model for model in all_models() if model.kind == "view"]


def test_the_number_of_the_schema_is_of_these_columns(sample):
    ((columns,),) = sample(COLUMNS)
    found = hashlib.sha256(columns.encode()).hexdigest()[:16]
    written = tomllib.loads((version.sql_folder() / "schema.toml").read_text())["columns"]
    assert found == written, "columns have changed: see sql/schema.toml"


def test_show_tables_has_what_people_ask_for(sample):
    shown = {name for (name,) in sample("show tables")}
    public = {m.name for m in all_models() if m.kind in ("table", "view") and m.schema == "main"}
    assert shown == public | {"about", "checks", "table_costs"}
    assert {"payment", "payment_changes", "payment_by_site", "clfs_rates", "releases"} <= shown
    assert not shown & {"code_terms", "site_codes", "known_codes", "payment_steps"}


@pytest.mark.parametrize("view", VIEWS, ids=lambda model: model.name)
def test_a_view_reads_its_own_file_wherever_it_is_attached(sample_home, view):
    with duckdb.connect() as con:
        con.execute(f"attach '{sample_home.database}' as rates (read_only)")
        for other in ("pfs_rvu", "opps_rates", "code_terms", "payment_schedules"):
            con.execute(f"create table {other} as select 'not ours' as release")
        con.sql(f"select * from rates.{view.schema}.{view.name} limit 1").fetchall()
