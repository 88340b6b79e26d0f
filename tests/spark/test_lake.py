"""What a lake has, and what is said where claims cannot be priced on Spark; without a Spark."""

import json

import duckdb
import pytest
import sqlglot
from deltalake import DeltaTable

from ratebook.cli.main import main
from ratebook.spark import scripts


@pytest.fixture(scope="module")
def lake(sample_home, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lake")
    assert main(["export", "--inputs", "--to", str(folder), "--home", str(sample_home.folder)]) == 0
    return folder


def texts(lake):
    return {path.stem: path.read_text() for path in (lake / "sql").glob("*.sql")}


def test_a_table_has_all_rows_as_parquet_and_as_delta(lake, sample_home):
    with duckdb.connect(sample_home.database.as_posix(), read_only=True) as con:
        held = con.execute("from internal.claim_codes order by all").fetchall()
        read = f"from read_parquet('{lake}/parquet/claim_codes/*.parquet') order by all"
        assert con.execute(read).fetchall() == held
    files = DeltaTable(lake / "delta" / "claim_codes").file_uris()
    found = duckdb.sql(f"select count(*) from read_parquet({files})").fetchall()
    assert found == [(len(held),)]


def test_the_sql_names_the_ratebook_and_the_releases_that_it_is_of(lake):
    about = json.loads((lake / "manifest.json").read_text())
    assert {"RVU26C"} <= {release["release"] for release in about["releases"]}
    for text in texts(lake).values():
        assert about["sql"] in text and about["inputs"] in text


def test_every_statement_is_of_sparks_dialect(lake):
    for text in texts(lake).values():
        for statement in scripts.statements(text):
            assert sqlglot.parse_one(statement, dialect="spark")


def test_no_statement_has_what_only_duckdb_understands(lake):
    said = "\n".join(texts(lake).values()).lower()
    for word in ("asof join", "by name", "list_", "query_table", "try_strptime", "exclude (", "::"):
        assert word not in said.replace("line_list_", ""), word


def test_a_step_is_kept_if_several_read_it_or_if_its_plan_is_large(lake):
    made = scripts.statements(texts(lake)["reprice"])
    heads = {statement.split()[2] for statement in made}
    assert {"claim_lines", "claim_packaging", "line_edits"} <= heads
    assert not {"claim_items", "unit_edits"} & heads  # of which one other is made


def test_a_lake_is_not_written_over_a_folder_of_somebody(sample_home, tmp_path, capsys):
    (tmp_path / "sql").mkdir()
    words = ["export", "--inputs", "--to", str(tmp_path), "--home", str(sample_home.folder)]
    assert main(words) == 1
    assert "is not of Ratebook" in capsys.readouterr().err


@pytest.mark.parametrize(("words", "said"), [
    (["c.csv", "--to", "o", "--engine", "presto"], "local[2]"),
    (["c.xlsx", "--to", "o", "--engine", "local"], "workbooks"),
    (["c.837", "--to", "o", "--engine", "local"], "X12"),
    (["c.csv", "--to", "o", "--engine", "local", "--edits", "deny"], "--edits deny"),
    (["c.csv", "--to", "o", "--engine", "local", "--contract", "c.toml"], "--contract"),
    (["c.csv", "--to", "o", "--engine", "local", "--shard", "1/2"], "--shard"),
    (["c.csv", "--to", "s3://o", "--engine", "local"], "a folder that this machine sees"),
    (["c.csv", "--to", "o.csv", "--engine", "local"], "a folder of parquet"),
    (["c.csv", "--to", "o", "--engine", "spark://host:7077"], "--lake DIR"),
    (["c.csv", "--to", "o", "--lake", "l"], "--lake goes with --engine"),
])  # fmt: skip
def test_what_one_machine_alone_does_is_said(words, said, sample_home, capsys):
    assert main(["reprice", *words, "--home", str(sample_home.folder)]) == 2
    assert said in capsys.readouterr().err


def test_a_lake_of_another_ratebook_is_not_read(lake, tmp_path, sample_home, capsys):
    about = json.loads((lake / "manifest.json").read_text())
    (tmp_path / "manifest.json").write_text(json.dumps(about | {"sql": "00000000"}))
    words = ["c.csv", "--to", "o", "--engine", "local", "--lake", str(tmp_path)]
    assert main(["reprice", *words, "--home", str(sample_home.folder)]) == 1
    assert "write it again" in capsys.readouterr().err


def test_two_outputs_that_differ_by_a_cent_are_told(tmp_path, capsys):
    for name, cents in (("a", "1.00"), ("b", "1.01")):
        query = f"select 1 as line_row, {cents}::decimal(14, 2) as priced_allowed"
        duckdb.sql(f"copy ({query}) to '{tmp_path}/{name}.parquet'")
    a, b = (str(tmp_path / f"{name}.parquet") for name in "ab")
    assert main(["reconcile", a, a]) == 0 and "0 rows differ" in capsys.readouterr().out
    assert main(["reconcile", a, b]) == 1
    assert "1 row differs" in (said := capsys.readouterr().out) and "priced_allowed" in said
