"""A Delta Lake table: a version a publish, read by what is not ours."""

import json

import polars as pl
import pytest

from ratebook.cli.main import main
from ratebook.home import Home
from tests.conftest import refreshed
from tests.support import cms

pytestmark = pytest.mark.slow

deltalake = pytest.importorskip("deltalake", reason="DELTA IS NOT TESTED: pip install deltalake")


@pytest.fixture
def lake(sample_home, tmp_path):
    """Export from the sample into a Delta table; gives its folder."""

    def run(*words: str, home: Home = sample_home, status: int = 0):
        where = ["--to", f"{tmp_path}/lake/", "--home", str(home.folder)]
        assert main(["export", *words, "--format", "delta", *where]) == status
        return tmp_path / "lake" / words[0]

    return run


def test_every_row_with_exact_amounts(lake, sample):
    table = pl.scan_delta(str(lake("pfs_payment")))
    assert table.collect_schema()["nonfacility_amount"] == pl.Decimal(12, 2)
    figures = table.select(pl.len(), pl.col("nonfacility_amount").sum()).collect().row(0)
    assert [figures] == sample("select count(*), sum(nonfacility_amount) from pfs_payment")


def test_columns_explain_themselves(lake):
    fields = {f.name: f for f in deltalake.DeltaTable(lake("gpci")).schema().fields}
    assert fields["work_gpci"].metadata["comment"].startswith("Work GPCI")


def test_the_same_publish_is_no_new_version(lake, sample, capsys):
    for _ in range(2):
        table = lake("gpci")
    assert deltalake.DeltaTable(table).version() == 0
    ((rows,),) = sample("select count(*) from gpci")
    assert f"version 0, {rows} rows, no change" in capsys.readouterr().out


def test_a_new_publish_is_a_new_version_and_the_old_one_can_be_read(lake, tmp_path):
    home = Home(tmp_path / "home", str(cms.SAMPLE), "sample")
    refreshed(home, ["RVU25D"])
    table = lake("gpci", home=home)
    refreshed(home, ["RVU26C"])
    lake("gpci", home=home)
    counts = [deltalake.DeltaTable(table, version=n).count() for n in (0, 1)]
    assert counts == [109, 218]
    told = deltalake.DeltaTable(table).history(1)[0]
    assert (told["version"], told["ratebook_releases"]) == (1, "RVU25D RVU26C")


def test_other_columns_are_a_new_version_too(lake, sample_home, tmp_path):
    to = ["--format", "delta", "--to", f"{tmp_path}/t", "--home", str(sample_home.folder)]
    for query in ("select 1 as a", "select 2 as a, 'x' as b"):
        assert main(["export", "--query", query, *to]) == 0
    table = deltalake.DeltaTable(tmp_path / "t")
    assert table.version() == 1 and pl.read_delta(tmp_path / "t").rows() == [(2, "x")]


def test_every_kind_of_column_has_a_type(lake):
    for table in ("releases", "pfs_rvu", "rejects", "checks", "files"):
        assert deltalake.DeltaTable(lake(table)).count() >= 0


def test_the_manifest_lies_beside_the_table(lake):
    folder = lake("gpci").parent
    lake("conversion_factors")
    found = json.loads((folder / "manifest.json").read_text())
    assert found["name"] == "conversion_factors" and found["others"][0]["name"] == "gpci"
    assert all((folder / file["name"]).exists() for file in found["files"])


def test_a_folder_that_is_no_delta_table_is_left_alone(lake, tmp_path, capsys):
    (tmp_path / "lake" / "gpci").mkdir(parents=True)
    lake("gpci", status=1)
    assert "not a Delta table" in capsys.readouterr().err


def test_a_failed_export_makes_no_version(lake, tmp_path):
    files = set(lake("gpci").glob("*.parquet"))
    lake("gpci", "--where", "error('no') is null", status=1)
    assert deltalake.DeltaTable(tmp_path / "lake/gpci").version() == 0
    assert files and set((tmp_path / "lake/gpci").glob("*.parquet")) == files


def test_a_table_of_somebody_else_is_not_replaced(lake, tmp_path, capsys):
    pl.DataFrame({"claim": [1]}).write_delta(tmp_path / "lake" / "gpci")
    lake("gpci", status=1)
    assert "not one of gpci that Ratebook made" in capsys.readouterr().err
    assert pl.read_delta(str(tmp_path / "lake" / "gpci")).columns == ["claim"]
