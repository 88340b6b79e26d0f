"""Files for other systems: every row, codes as text, nothing half written."""

import csv
from decimal import Decimal

import polars as pl
import pytest
from openpyxl import load_workbook

from pipelines import export, reader
from pipelines.cli import main
from pipelines.errors import UsageError

QUERY = """
    select hcpcs, modifier, mac, locality, office_amount from payment_by_site
    where hcpcs = '20560' and effective_from = '2026-07-01' and not qp order by mac, locality
"""


@pytest.fixture
def out(sample_home, tmp_path):
    """Export from the sample; gives the file."""

    def run(*words: str, to: str = "rates", status: int = 0):
        target = f"{tmp_path}/{to}"
        home = ["--home", str(sample_home.folder)]
        assert main(["export", *words, "--to", target, *home]) == status
        return tmp_path / to

    return run


def test_csv_keeps_leading_zeros_and_every_row(out, sample):
    with out("--query", QUERY, "--format", "csv", to="x.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 110
    assert rows[0]["mac"] == "01112" and rows[0]["locality"] == "05"
    assert {row["office_amount"] for row in rows if row["mac"] == "national"} == {"24.72"}


def test_parquet_keeps_decimals_and_text(out):
    found = pl.read_parquet(out("payment_by_site", "--year", "2026", "--format", "parquet",
                                to="p.parquet"))  # fmt: skip
    assert found.schema["office_amount"] == pl.Decimal(12, 2)
    assert found.schema["locality"] == pl.String
    assert set(found["effective_from"].dt.year()) == {2026}


def test_xlsx_keeps_codes_as_text_and_amounts_as_numbers(out):
    sheet = load_workbook(out("--query", QUERY, "--format", "xlsx", to="x.xlsx")).worksheets[0]
    header, first = list(sheet.iter_rows(max_row=2))
    assert [cell.value for cell in header][2:4] == ["mac", "locality"]
    assert (first[2].value, first[3].value, first[2].data_type) == ("01112", "05", "s")
    assert first[4].data_type == "n" and first[4].number_format == "0.00"


def test_xlsx_is_split_before_the_limit_of_a_sheet(out, monkeypatch):
    monkeypatch.setattr(export, "SHEET_ROWS", 50)
    book = load_workbook(out("--query", QUERY, "--format", "xlsx", to="x.xlsx"))
    assert [sheet.max_row - 1 for sheet in book.worksheets] == [50, 50, 10]


def test_a_text_that_looks_like_a_formula_stays_text(out):
    query = "select '=1+1' as a, 12.5::decimal(12, 2) as b"
    sheet = load_workbook(out("--query", query, "--format", "xlsx", to="x.xlsx")).worksheets[0]
    assert sheet["A2"].value == "=1+1" and sheet["A2"].data_type != "f"


def test_a_folder_gets_a_file_named_for_the_table(out):
    assert (out("gpci", "--format", "csv", to="rates/") / "gpci.csv").exists()


def test_all_formats_have_the_same_rows(out):
    written = out("conversion_factors", "--format", "csv", to="a.csv")
    sheet = load_workbook(out("conversion_factors", "--format", "xlsx", to="a.xlsx")).worksheets[0]
    frame = pl.read_parquet(out("conversion_factors", "--format", "parquet", to="a.parquet"))
    with written.open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sheet.max_row - 1 == frame.height == 3
    assert [Decimal(row["conversion_factor"]) for row in rows] == list(frame["conversion_factor"])


def test_a_failed_export_leaves_nothing(out, tmp_path):
    out("--query", "select nothing", "--format", "csv", to="x.csv", status=2)
    out("gpci", "--query", "select 1", "--format", "csv", to="y.csv", status=2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", export.FORMATS)
def test_any_table_can_be_exported(sample_home, tmp_path, format):
    for table in ("pfs_payment", "releases", "checks", "zip_localities"):
        with reader.reading(sample_home) as con:
            query = f"select * from ({export.table_query(con, table, None)}) limit 100"
            path = tmp_path / f"{table}.{format}"
            assert export.export(con, query, format, path, print) > 0 and path.exists()


@pytest.mark.parametrize(
    "query",
    ["select * from read_csv('/etc/passwd')", "select 1) to '/tmp/x'; copy (select 2",
     "drop table pfs_rvu", "copy pfs_rvu to '/tmp/x'", "select 1; select 2"],
)  # fmt: skip
@pytest.mark.parametrize("format", export.FORMATS)
def test_a_query_reaches_no_file_but_the_one_it_is_written_to(out, tmp_path, query, format):
    out("--query", query, "--format", format, to="x", status=2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("to", ["x.csv", "-"])
def test_a_name_that_does_not_fit_the_format_is_refused(out, to):
    out("gpci", "--format", "parquet", to=to, status=2) if to != "-" else None
    with pytest.raises(UsageError):
        export.target(to, "gpci", "parquet")


def test_a_mart_warns_of_stale_rates_and_of_no_rows(out, capsys):
    out("payment_by_site", "--year", "2026", "--format", "parquet", to="a.parquet")
    assert "is stale: a later release is due" in capsys.readouterr().err
    out("payment_by_site", "--year", "2024", "--format", "parquet", to="b.parquet")
    assert "No row fits" in capsys.readouterr().err


def test_a_query_may_end_in_a_comment(out):
    assert out("--query", "select 1 as a -- one", "--format", "csv", to="x.csv").exists()


def test_what_excel_has_no_kind_of_cell_for_is_text(out):
    query = "select [1, 2] as a, timestamptz '2026-07-01 12:00:00+00' as b, 'x'::blob as c"
    assert out("--query", query, "--format", "xlsx", to="x.xlsx").exists()
