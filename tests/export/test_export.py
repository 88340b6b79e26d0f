"""Files for other systems: every row, codes as text, nothing half written, and what they are of."""

import csv
import hashlib
import io
import json
import os
import pty
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ratebook.ask import reader
from ratebook.cli import export_words
from ratebook.cli.main import main
from ratebook.errors import DataError
from ratebook.export import cells, descriptors, xlsx
from ratebook.export.source import ExportColumn

ROOT = Path(__file__).parents[2]
WHERE = "hcpcs = '20560' and effective_from = '2026-07-01' and not qp"
QUERY = f"""
    select hcpcs, modifier, mac, locality, office_amount from payment_by_site
    where {WHERE} order by mac, locality
"""
FILES = ("csv", "csv.gz", "jsonl", "parquet", "xlsx")
MEMORY = duckdb.connect()


@pytest.fixture
def out(sample_home, tmp_path):
    """Export from the sample; gives the file."""

    def run(*words: str, to: str = "rates", status: int = 0):
        home = ["--home", str(sample_home.folder)]
        assert main(["export", *words, "--to", f"{tmp_path}/{to}", *home]) == status
        return tmp_path / to

    return run


def manifest(folder):
    return json.loads((folder / "manifest.json").read_text())


def sheet_of(path):
    return load_workbook(path)["rows"]


def test_csv_keeps_leading_zeros_and_every_row(out):
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


def test_parquet_in_a_folder_is_parted_by_year_and_release(out, sample):
    folder = out("pfs_payment", "--format", "parquet", to="rates/")
    assert (folder / "pfs_payment/year=2026/release=RVU26C/part-0.parquet").exists()
    ((rows,),) = sample("select count(*) from pfs_payment")
    assert pl.scan_parquet(folder / "pfs_payment").select(pl.len()).collect().item() == rows
    parts = f"read_parquet('{folder}/pfs_payment/**/*.parquet', hive_partitioning = true)"
    years = duckdb.sql(f"select distinct year from {parts} order by 1").fetchall()
    assert years == [(2024,), (2025,), (2026,)]


def test_a_part_without_a_pfs_release_is_null_as_hive_spells_it(out):
    folder = out("payment_by_site", "--year", "2026", "--format", "parquet", to="rates/")
    releases = pl.scan_parquet(folder / "payment_by_site").select("release").unique().collect()
    assert set(releases["release"]) == {"RVU26C", None}


def test_json_lines_have_amounts_with_their_digits(out):
    path = out("--query", QUERY, "--format", "jsonl", to="x.jsonl")
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    assert rows[-1]["office_amount"] == "24.72" and rows[0]["locality"] == "05"


def test_xlsx_keeps_codes_as_text_and_amounts_as_numbers(out):
    sheet = sheet_of(out("--query", QUERY, "--format", "xlsx", to="x.xlsx"))
    header, first = list(sheet.iter_rows(max_row=2))
    assert [cell.value for cell in header][2:4] == ["mac", "locality"] and header[0].font.b
    assert (first[2].value, first[3].value, first[2].data_type) == ("01112", "05", "s")
    assert first[4].data_type == "n" and first[4].number_format == "0.00"
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:E111"


def test_xlsx_has_a_cover_with_the_vintage(out):
    book = load_workbook(out("--query", QUERY, "--format", "xlsx", to="x.xlsx"))
    cover = {row[0]: row[1] for row in book["about"].iter_rows(values_only=True)}
    assert cover["hcpcs"] == "Five-character CPT or HCPCS code"
    assert "2026-07-01 to 2026-12-31" in cover["RVU26C"]
    assert "SAMPLE DATA" in str(list(book["about"].values))


@pytest.mark.parametrize("rows", [1, 49, 50, 109, 110, 200])
def test_xlsx_is_split_before_the_limit_of_a_sheet(out, monkeypatch, rows):
    monkeypatch.setattr(xlsx, "SHEET_ROWS", rows)
    book = load_workbook(out("--query", QUERY, "--yes", to="x.xlsx"))
    found = [sheet.max_row - 1 for sheet in book.worksheets[1:]]
    assert sum(found) == 110 and max(found) <= rows


def test_what_does_not_fit_a_sheet_is_refused_with_what_to_do(out, monkeypatch, capsys):
    monkeypatch.setattr(xlsx, "SHEET_ROWS", 50)
    out("gpci", to="x.xlsx", status=2)
    said = capsys.readouterr().err
    assert "an xlsx with 7 sheets, about 1 minutes" in said and said.count("\n") == 1
    assert "--codes FILE" in said and "--to rates.parquet" in said and "--yes" in said


@pytest.mark.parametrize(("answer", "status"), [("y", 0), ("n", 1), ("", 1)])
def test_at_a_terminal_a_person_is_asked(monkeypatch, capsys, answer, status):
    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())
    with os.fdopen(theirs, "r+b", buffering=0) as file:
        seen = io.TextIOWrapper(file, write_through=True)
        monkeypatch.setattr("sys.stdin", seen)
        monkeypatch.setattr("sys.stderr", seen)
        if status:
            with pytest.raises(DataError, match="Nothing was written"):
                export_words.agrees("50 rows")
        else:
            export_words.agrees("50 rows")
        said = b""
        while b"[y/N]" not in said:
            said += os.read(ours, 999)
        assert b"50 rows\r\nWrite it anyway?" in said
        seen.detach()
    os.close(ours)


@pytest.mark.parametrize("name", ["x.csv", "x.csv.gz", "x.jsonl", "x.parquet", "x.xlsx"])
def test_the_name_of_the_file_tells_the_format(out, name):
    path = out("conversion_factors", to=name)
    assert manifest(path.parent)["asked"]["format"] == name.removeprefix("x.")
    assert manifest(path.parent)["files"][0]["name"] == name


def test_a_name_that_tells_none_is_answered_with_those_that_do(out, capsys):
    out("conversion_factors", to="rates.xls", status=2)
    assert "does not say the format: name a file, as in rates.csv" in capsys.readouterr().err
    out("conversion_factors", "--format", "parqet", to="x", status=2)
    assert "'parqet' is not a valid format. Did you mean parquet?" in capsys.readouterr().err


def test_a_list_of_codes_chooses_rows_and_what_has_none_is_told(out, tmp_path, capsys):
    (tmp_path / "mine.csv").write_text("hcpcs\n20560\n70450-26\n00000\n")
    only = ["--codes", f"{tmp_path}/mine.csv"]
    with out("pfs_rvu", *only, to="x.csv").open() as file:
        found = {(row["hcpcs"], row["modifier"]) for row in csv.DictReader(file)}
    assert found == {("20560", ""), ("70450", "26")}
    assert "warning: codes without rows here: 00000" in capsys.readouterr().err
    profile = ["--profile", "chargemaster", "--on", "2026-08-01"]
    with out(*profile, *only, to="y.csv").open() as file:
        assert [row["code"] for row in csv.DictReader(file)] == ["20560", "70450"]
    out("gpci", *only, to="z.csv", status=2)
    assert "gpci has no column hcpcs: leave out --codes" in capsys.readouterr().err


def test_a_condition_knows_the_profile_s_own_names(out):
    words = ["--profile", "chargemaster", "--on", "2026-08-01"]
    own = out(*words, "--where", "code = '20560' and minimum_copayment > 0", to="x.csv")
    models = out(*words, "--where", "hcpcs = '20560' and least_copayment > 0", to="y.csv")
    assert own.read_text() == models.read_text() and own.read_text().count("20560") == 1


def test_a_table_that_is_misspelled_is_guessed(out, capsys):
    out("payment_by_sit", to="x.csv", status=2)
    assert "Did you mean payment_by_site" in capsys.readouterr().err


def test_any_kind_of_value_has_a_cell(out):
    query = (
        "select date '2026-07-01' as a, date '1899-01-01' as b, 'a < b & c' as c, 1 as d, "
        "null as e, 'nan'::double as f, true as g, 'x' || chr(1) || chr(10) as h, "
        "1.5::decimal(9, 4) as i, [1, 2] as j, 'x'::blob as k, "
        "timestamptz '2026-07-01 12:00:00+00' as l"
    )
    row = next(sheet_of(out("--query", query, "--format", "xlsx", to="x.xlsx")).iter_rows(2))
    assert [cell.value for cell in row[1:10]] == [
        "1899-01-01", "a < b & c", 1, None, "nan", True, "x\n", 1.5, "[1, 2]",
    ]  # fmt: skip
    assert (row[0].value.year, row[0].number_format) == (2026, "yyyy-mm-dd")
    assert row[8].number_format == "0.0000"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=8))
@settings(max_examples=200, deadline=None)
def test_no_text_of_a_csv_begins_a_formula(text):
    written = cells.csv(ExportColumn("a", "VARCHAR", ""))
    ((found,),) = MEMORY.execute(f"select {written} from (select ? as a)", [text]).fetchall()
    assert found.removeprefix("'") == text.removeprefix("'")
    assert len(found) < 2 or found[0] not in "=+-@\t\r"
    assert found == text or text[0] in "=+-@\t\r"


def test_a_text_that_looks_like_a_formula_stays_text(out):
    query = "select '=1+1' as a, 12.5::decimal(12, 2) as b, '+' as c, -1.5 as d"
    sheet = sheet_of(out("--query", query, "--format", "xlsx", to="x.xlsx"))
    assert sheet["A2"].value == "=1+1" and sheet["A2"].data_type != "f"
    path = out("--query", query, "--format", "csv", to="x.csv")
    assert path.read_text() == "a,b,c,d\n'=1+1,12.50,+,-1.5\n"


def test_all_formats_have_the_same_rows(out):
    written = out("conversion_factors", "--format", "csv", to="a.csv")
    sheet = sheet_of(out("conversion_factors", "--format", "xlsx", to="a.xlsx"))
    frame = pl.read_parquet(out("conversion_factors", "--format", "parquet", to="a.parquet"))
    with written.open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sheet.max_row - 1 == frame.height == 4
    assert [Decimal(row["conversion_factor"]) for row in rows] == list(frame["conversion_factor"])


@pytest.mark.slow
@pytest.mark.parametrize("format", FILES)
def test_the_same_warehouse_gives_the_same_bytes_and_manifest(out, format):
    one, two = (
        out("pfs_payment", "--year", "2026", "--format", format, to=f"{n}/") for n in (1, 2)
    )
    first, second = manifest(one), manifest(two)
    assert first.pop("made_at") and second.pop("made_at")
    assert first == second and first["files"][0]["rows"] > 10_000


@pytest.mark.parametrize("format", FILES)
def test_any_table_can_be_exported(out, format):
    for table in ("releases", "checks", "zip_localities", "files"):
        folder = out(table, "--format", format, "--where", "rowid < 5", to=f"{format}/")
        assert any(folder.rglob(f"{table}*"))


def test_rows_that_a_condition_chooses(out):
    path = out("payment_by_site", "--where", WHERE, "--format", "csv", to="x.csv")
    assert len(path.read_text().splitlines()) == 111
    out("payment_by_site", "--where", "true) or (true", "--format", "csv", to="y.csv", status=2)


def test_the_manifest_says_what_the_file_is(out):
    path = out("payment_by_site", "--where", WHERE, "--format", "csv", to="to/x.csv")
    found = manifest(path.parent)
    file = {"name": "x.csv", "bytes": path.stat().st_size, "rows": 110}
    assert found["files"] == [file | {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}]
    assert [r["release"] for r in found["releases"]] == ["ASC-2026-01", "OPPS-2026-07", "RVU26C"]
    column = {"name": "office_amount", "type": "DECIMAL(12,2)"}
    meaning = "What the whole service pays in an office, dollars, after the OPPS cap"
    assert column | {"meaning": meaning} in found["columns"]
    assert "copyright 2026 American Medical Association" in found["notices"][0]
    assert (found["origin"], found["rows"], found["others"]) == ("sample", 110, [])
    assert "ASC-2026-01 is stale" in found["warnings"][0]


def test_a_manifest_keeps_the_other_exports_that_are_still_there(out):
    for name in ("a.csv", "b.csv", "a.csv"):
        folder = out("gpci", "--format", "csv", to=f"to/{name}").parent
    assert [other["files"][0]["name"] for other in manifest(folder)["others"]] == ["b.csv"]
    (folder / "b.csv").unlink()
    out("gpci", "--format", "csv", to="to/c.csv")
    assert [other["files"][0]["name"] for other in manifest(folder)["others"]] == ["a.csv"]


def test_what_ratebook_did_not_make_is_not_replaced(out, tmp_path, capsys):
    (tmp_path / "pfs_payment").mkdir()
    out("pfs_payment", "--format", "parquet", to="", status=1)
    assert "did not make" in capsys.readouterr().err
    (tmp_path / "manifest.json").write_text("{}")
    out("gpci", "--format", "csv", to="", status=1)
    assert "not a Ratebook manifest" in capsys.readouterr().err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["manifest.json", "pfs_payment"]


def test_a_folder_is_replaced_whole(out):
    folder = out("pfs_payment", "--format", "parquet", to="rates/")
    out("pfs_payment", "--year", "2026", "--format", "parquet", to="rates/")
    assert [p.name for p in (folder / "pfs_payment").iterdir()] == ["year=2026"]
    assert sorted(p.name for p in folder.iterdir()) == ["manifest.json", "pfs_payment"]


def test_a_failed_export_leaves_nothing(out, tmp_path):
    out("--query", "select nothing", "--format", "csv", to="x.csv", status=2)
    out("gpci", "--query", "select 1", "--format", "csv", to="y.csv", status=2)
    out("--query", "select error('no')", "--format", "xlsx", to="new/x.xlsx", status=1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("at", [0.2, 0.5, 0.8, 0.95])
def test_a_killed_export_leaves_the_old_file_and_the_next_one_clears(out, sample_home, at):
    path = out("gpci", "--format", "csv", to="to/x.csv")
    words = ["export", "pfs_rvu", "--format", "csv", "--to", str(path)]
    home = ["--home", str(sample_home.folder)]
    command = [sys.executable, "-m", "tests.support.killed"]
    counted = subprocess.run([*command, "0", *words[:-1], str(path.parent / "y.csv"), *home],
                             cwd=ROOT, capture_output=True, text=True)  # fmt: skip
    touches = int(int(counted.stdout.split("touches ")[1]) * at)
    before = path.read_bytes()
    died = subprocess.run([*command, str(touches), *words, *home], cwd=ROOT, capture_output=True)
    assert died.returncode == -signal.SIGKILL
    assert path.read_bytes() == before or manifest(path.parent)["name"]
    out("gpci", "--format", "csv", to="to/x.csv")
    assert sorted(p.name for p in path.parent.iterdir()) == ["manifest.json", "x.csv", "y.csv"]


@pytest.mark.parametrize(
    "query",
    ["select * from read_csv('/etc/passwd')", "select 1) to '/tmp/x'; copy (select 2",
     "drop table pfs_rvu", "copy pfs_rvu to '/tmp/x'", "select 1; select 2", "attach 'x.duckdb'",
     "select * from read_text('../manifest.json')"],
)  # fmt: skip
@pytest.mark.parametrize("format", FILES)
def test_a_query_reaches_no_file_but_the_one_it_is_written_to(out, tmp_path, query, format):
    out("--query", query, "--format", format, to=f"x.{format}", status=2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("to", ["x.csv", "x.csv.gz", "x.jsonl"])
def test_a_name_that_does_not_fit_the_format_is_refused(out, to):
    out("gpci", "--format", "parquet", to=to, status=2)


@pytest.mark.parametrize(
    "words",
    ["gpci --format word", "gpci", "--format csv", "gpci --format csv --on 2026-07-01",
     "gpci --format csv --percent 120", "gpci --format csv --table x", "nothing --format csv",
     "pfs_status_codes --year 2026 --format csv", "gpci --format postgres --table a.b.c"],
)  # fmt: skip
def test_wrong_usage_is_exit_status_2(out, words):
    out(*words.split(), status=2)


def test_a_mart_warns_of_stale_rates_and_of_no_rows(out, capsys):
    out("payment_by_site", "--year", "2026", "--format", "parquet", to="a.parquet")
    assert "ASC-2026-01 is stale: a later release has been due" in capsys.readouterr().err


def test_what_fits_no_row_replaces_nothing(out, capsys):
    path = out("gpci", "--format", "csv", to="x.csv")
    before = path.read_bytes()
    out("gpci", "--where", "mac = '99999'", "--format", "csv", to="x.csv", status=1)
    out("gpci", "--year", "2023", "--format", "csv", to="x.csv", status=1)
    assert path.read_bytes() == before and "No rows match" in capsys.readouterr().err
    assert out("rejects", "--format", "csv", to="empty.csv").exists()


def test_the_sample_never_replaces_real_data(out, capsys):
    path = out("gpci", "--format", "csv", to="x.csv")
    note = path.parent / "manifest.json"
    note.write_text(note.read_text().replace('"origin": "sample"', '"origin": "cms"'))
    out("gpci", "--format", "csv", to="x.csv", status=1)
    assert "x.csv is real data; sample and real data are never mixed" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [["--to", "postgresql://me:s3cret@127.0.0.1/x"], ["--to", "{0}/manifest.json"],
     ["--to", "{0}/x.csv", "--where", " "]],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(sample_home, tmp_path, capsys, words):
    where = [word.format(tmp_path) for word in words]
    home = ["--home", str(sample_home.folder)]
    assert main(["export", "gpci", "--format", "csv", *where, *home]) == 2
    assert "s3cret" not in capsys.readouterr().err and list(tmp_path.iterdir()) == []


def test_strict_refuses_stale_rates_before_writing(out, tmp_path, capsys):
    out("asc_rates", "--format", "csv", "--strict", to="new/x.csv", status=1)
    assert "Nothing was written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    out("gpci", "--year", "2025", "--format", "csv", "--strict", to="x.csv")


def test_a_query_may_end_in_a_comment(out):
    assert out("--query", "select 1 as a -- one", "--format", "csv", to="x.csv").exists()


def test_json_is_the_manifest_and_nothing_else(out, capsys):
    out("gpci", "--format", "csv", "--json", to="x.csv")
    said = capsys.readouterr()
    assert json.loads(said.out)["name"] == "gpci" and "%" not in said.err


@pytest.mark.cms
def test_descriptors_are_there_only_when_asked_for(genuine_home, tmp_path, capsys):
    home = ["--home", str(genuine_home.folder)]
    words = ["export", "pfs_rvu", "--where", "release = 'RVU25D' and hcpcs = '72148'"]
    for more in ([], ["--with-descriptors"]):
        assert main([*words, "--format", "csv", "--to", f"{tmp_path}/x.csv", *more, *home]) == 0
        has = "Mri lumbar spine" in (tmp_path / "x.csv").read_text()
        said = capsys.readouterr().err
        assert has == ("copyright 2024 American Medical Association" in said) == bool(more)
    assert said.strip() in json.dumps(manifest(tmp_path)["notices"])


@pytest.mark.cms
def test_no_column_of_any_table_holds_a_descriptor(genuine_home):
    with reader.reading(genuine_home) as con:
        descriptors.load(con, genuine_home, ["RVU25D", "RVU26C", "OPPS-2025-01"])
        ((known,),) = con.sql("select count(*) from descriptors").fetchall()
        columns = con.sql(
            "select schema_name || '.' || table_name, column_name from duckdb_columns() "
            "where not internal and data_type = 'VARCHAR' and table_name in "
            "(select table_name from duckdb_tables() where not temporary) "
            "and table_name not in ('code_names', 'hcpcs_codes', 'ndc_packages')"  # names of CMS's
        ).fetchall()
        for table, column in columns:
            found = con.sql(
                f'select "{column}" from {table} '
                f'where "{column}" in (select descriptor from descriptors)'
            )
            assert found.fetchall() == [], (table, column)
        assert con.sql("select distinct owner from code_names").fetchall() == [("CMS",)]
    assert known > 40_000 and len(columns) > 100


def test_descriptors_need_a_code_to_stand_by(out):
    out("gpci", "--format", "csv", "--with-descriptors", to="x.csv", status=2)
