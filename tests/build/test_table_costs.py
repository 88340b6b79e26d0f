"""What each stored table costs, kept in the file itself and printed by `status --tables`."""

import json

from ratebook.cli.main import main

STORED = """
    select schema_name, table_name from duckdb_tables()
    where not internal and table_name <> 'table_costs' order by all
"""


def test_every_stored_table_has_its_costs(sample):
    assert sample("select schema_name, table_name from table_costs order by all") == sample(STORED)


def test_rows_are_those_of_the_table(sample):
    counts = "select row_count, (select count(*) from pfs_rvu) from table_costs"
    ((said, counted),) = sample(f"{counts} where table_name = 'pfs_rvu'")
    assert said == counted > 0


def test_the_tables_take_no_more_than_the_file(sample, sample_home):
    ((bytes_of_tables, seconds),) = sample("select sum(bytes), sum(build_seconds) from table_costs")
    size = sample_home.database.stat().st_size
    assert size / 2 < bytes_of_tables <= size and seconds > 0


def test_status_lists_the_largest_first(sample_home, capsys):
    assert main(["status", "--tables", "--json", "--home", str(sample_home.folder)]) == 0
    tables = json.loads(capsys.readouterr().out)["tables"]
    assert [t["bytes"] for t in tables] == sorted((t["bytes"] for t in tables), reverse=True)
    assert {"ptp_pairs", "code_terms"} <= {t["table_name"] for t in tables}
