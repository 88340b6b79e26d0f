"""Wage indices of hospitals: a person's own list, IPPS Tables 2 and 3, the pricer's tables.

No genuine IPPS table was at hand: those here are made up, by the words of the header that others
describe, with figures that no hospital has.
"""

import csv
import io
import zipfile

import pytest

from ratebook.cli.main import main
from tests.conftest import rows_of
from tests.support import cms

pytestmark = pytest.mark.slow

TABLE_2 = [
    ["Table 2.-Case-mix index and wage index table by CCN, FY 2026 final rule"],
    ["CCN", "Average Hourly Wage FY 2026", "3-Year Average Hourly Wage", "FY 2026 Wage Index",
     "3,6 FY 2026 Wage Index With Cap", "Geographic CBSA", "County Name"],
    ["010001", "40.1", "39.9", "0.7512", "0.7600", "20020", "Houston"],
    ["050008", "80.1", "79.9", "1.8001", "", "41884", "San Francisco"],
]  # fmt: skip
TABLE_3 = [
    ["Table 3.-Wage index table by CBSA, FY 2026 final rule"],
    ["CBSA", "Area Name", "State", "FY 2026 Average Hourly Wage", "Wage Index", "GAF"],
    ["41884", "San Francisco", "CA", "80.0", "1.7777", "1.4"],
    ["01", "Alabama", "AL", "35.0", "0.7000", "0.8"],
]  # fmt: skip


def text(rows: list[list[str]], delimiter: str = "\t") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("latin-1")


def tables(folder, two=TABLE_2, three=TABLE_3, **more: bytes):
    path = folder / "fy2026-ipps-fr-tables-2-3-4a-4b.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("CMS-1833-F Table 2.txt", text(two))
        archive.writestr("CMS-1833-F Table 3.txt", text(three))
        for name, data in more.items():
            archive.writestr(f"{name}.zip", data)
    return path


@pytest.fixture
def home(tmp_path):
    """A home with a year that has wage indices of ASCs."""
    words = ["RVU26C", "RVU25D", "OPPS-2026-07", "ASC-2026-01", "WAGE-2026"]
    at = ["--home", str(tmp_path / "home")]
    assert main(["refresh", *words, "--cms", str(cms.SAMPLE), *at]) == 0
    return tmp_path / "home"


def add(home, *paths) -> int:
    return main(["add", *map(str, paths), "--home", str(home)])


def index(home, kind: str, place: str) -> list[tuple]:
    ask = rows_of(home / "warehouse" / "ratebook.duckdb")
    found = ask("select basis, wage_index, index_release, reason from internal.place_wages where "
                "setting = 'hospital' and payment_year = 2026 and place_kind = ? and place = ?",
                kind, place)  # fmt: skip
    return [(basis, str(value), release, why) for basis, value, release, why in found]


def test_tables_2_and_3_come_before_the_asc_s_index(tmp_path, home):
    assert index(home, "county", "06075") == [("estimate", "1.7522", "WAGE-2026", None)]
    assert add(home, tables(tmp_path)) == 0
    name = "WAGE-HOSPITAL-2026"
    assert index(home, "county", "06075") == [("area", "1.7777", name, None)]
    assert index(home, "county", "01005") == [("area", "0.7000", name, None)]
    assert index(home, "hospital", "050008") == [("hospital", "1.8001", name, None)]
    assert index(home, "hospital", "010001") == [("hospital", "0.7600", name, None)]  # with cap
    assert index(home, "county", "36061")[0][0] == "estimate"  # not in this made-up Table 3


def test_a_hospital_of_table_2_is_in_its_county(tmp_path, home, capsys):
    assert add(home, tables(tmp_path)) == 0
    capsys.readouterr()
    at = ["--on", "2026-08-01", "--home", str(home)]
    assert main(["show", "45378", "--ccn", "050008", *at]) == 0
    said = capsys.readouterr().out
    assert "hospital: its own wage index 1.8001" in said and "(01112-05" in said


def test_the_corrected_tables_in_an_inner_zip_hold(tmp_path, home):
    inner = io.BytesIO()
    three = [row if row[0] != "41884" else [*row[:4], "1.9999", "1.4"] for row in TABLE_3]
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("IFC Table 3.txt", text(three))
        archive.writestr("IFC Table 2.txt", text(TABLE_2))
    assert add(home, tables(tmp_path, **{"FY 2026 IFC": inner.getvalue()})) == 0
    assert index(home, "county", "06075")[0][1] == "1.9999"


def test_a_list_of_your_own_comes_first(tmp_path, home):
    own = tmp_path / "our hospitals 2026.csv"
    own.write_text(
        'ccn,wage index,name,county,beds\n50008,1.9001,Ours,06075,9\n010001,0.71,,"Houston, AL",9\n'
    )
    assert add(home, tables(tmp_path)) == 0 and add(home, own) == 0
    assert index(home, "hospital", "050008")[0][:2] == ("hospital", "1.9001")
    assert index(home, "hospital", "010001")[0][:2] == ("hospital", "0.7100")


def changed(rows: list[list[str]], at: int, column: int, value: str) -> list[list[str]]:
    return [[value if (i, j) == (at, column) else cell for j, cell in enumerate(row)]
            for i, row in enumerate(rows)]  # fmt: skip


CASES = {
    "no column of an index": ({"three": changed(TABLE_3, 1, 4, "WI")}, ["(wage_index) is missing"]),
    "no CBSA": ({"three": changed(TABLE_3, 1, 0, "Area")}, ["(cbsa) is missing"]),
    "no CCN": ({"two": changed(TABLE_2, 1, 0, "Hospital")}, ["(ccn) is missing"]),
    "two columns of an index": (
        {"three": changed(TABLE_3, 1, 5, "FY 2026 Wage Index")}, ["'FY 2026 WAGE INDEX'"],
    ),
    "another year": (
        {"three": changed(TABLE_3, 0, 0, "Table 3, FY 2025"), "two": TABLE_2}, ["2025"],
    ),
    "an index of 9.9": ({"three": changed(TABLE_3, 2, 4, "9.9")}, ["is not between 0 and 3"]),
    "one area with two indices": (
        {"three": [*TABLE_3, ["41884", "San Francisco", "CA", "80.0", "1.5", "1.4"]]},
        ["two rows for one key", "41884"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_table_that_is_not_as_it_should_be_is_refused(tmp_path, home, capsys, case):
    changes, says = CASES[case]
    before = (home / "warehouse" / "ratebook.duckdb").read_bytes()
    assert add(home, tables(tmp_path, **changes)) == 1
    message = capsys.readouterr().err
    assert all(part in message for part in says), message
    assert (home / "warehouse" / "ratebook.duckdb").read_bytes() == before


@pytest.mark.parametrize(
    ("rows", "says"),
    [("ccn,wage_index\n050008,1.9\n050008,1.8\n", "two rows for one key"),
     ("ccn,wage_index\n050008,0.0000\n", "is not between 0.2 and 3"),
     ("ccn,wage_index\n050008,9.9\n", "is not between 0.2 and 3"),
     ("ccn,index\n050008,1.9\n", "column 'WAGE INDEX' (wage_index) is missing"),
     ("ccn,wage_index\n", "no rows below it")],
)  # fmt: skip
def test_a_list_of_your_own_that_cannot_be_right_is_refused(tmp_path, home, capsys, rows, says):
    own = tmp_path / "hospitals-2026.csv"
    own.write_text(rows)
    assert add(home, own) == 1
    assert says in capsys.readouterr().err


@pytest.mark.cms
def test_the_pricer_s_zip_has_five_years(tmp_path, home):
    zip_path = cms.FOLDER / "files" / "zip" / "opps-pricer-reference-data-2020-2024.zip"
    assert add(home, zip_path) == 0
    ask = rows_of(home / "warehouse" / "ratebook.duckdb")
    found = dict(ask("select payment_year, count(*) from pricer_wage_index group by 1"))
    assert found == {2020: 460, 2021: 462, 2022: 466, 2023: 466, 2024: 466}
