"""`ratebook diff`: what changed between releases or days, why, and what it is worth."""

import json
import re
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from ratebook.charts import bars
from ratebook.cli.main import main

DAYS = ("--on", "2025-11-01", "--on", "2026-08-01")


@pytest.fixture
def diff(sample_home, capsys):
    """Run a diff of the sample; gives what it prints, or JSON as values."""

    def run(*words: str, status: int = 0, json: bool = False):
        more = ["--json"] if json else []
        assert main(["diff", *words, *more, "--home", str(sample_home.folder)]) == status
        said = capsys.readouterr()
        return loads(said.out) if json else said.out + said.err

    return run


def loads(text: str):
    return json.loads(text, parse_float=Decimal)


def test_it_says_why_45378_moved(diff):
    said = diff("RVU25D", "RVU26C", "--code", "45378")
    assert "327.67   378.10   +50.43   +15.4   practice expense +41.73, factor +11.94" in said
    assert "work -2.59, malpractice -0.65" in said and "SAMPLE DATA" in said


def test_two_days_compare_each_data_set(diff):
    report = diff(*DAYS, "--code", "45378", json=True)
    assert [pair["dataset"] for pair in report["pairs"]] == ["PFS", "OPPS", "ASC"]
    assert [row["site"] for row in report["sites"]] == ["office", "professional", "hospital", "asc"]


def test_a_stale_release_is_told(diff):
    said = diff("--on", "2025-11-01", "--on", "2026-10-05", "--code", "20560")
    assert "on 2026-10-05 RVU26C is stale: a later release has been due since 2026-10-01" in said


def test_the_same_releases_on_both_days_are_told(diff):
    said = diff("--on", "2026-07-01", "--on", "2026-08-01", status=1)
    assert "RVU26C is in effect on both days, so nothing changed" in said


def test_a_locality_is_compared_with_itself(diff):
    report = diff("RVU25D", "RVU26C", "--code", "20560", "--locality", "10112-00", json=True)
    office = next(row for row in report["largest"] if row["site"] == "office")
    assert office["new_amount"] == "22.82" and Decimal(office["gpci_part"]) == Decimal("0.08")


def test_what_a_hospital_s_factor_has_cannot_be_told_without_weights(diff):
    said = diff("OPPS-2025-01", "OPPS-2026-07", "--code", "45378")
    assert "OPPS-2026-07 print no weights: the part of a change that comes from the OPPS" in said


def test_all_localities_are_one_word(diff):
    assert "01112-05" in diff("RVU25D", "RVU26C", "--code", "20560", "--locality", "all")


def test_codes_may_be_a_file_with_or_without_a_heading(diff, tmp_path):
    (tmp_path / "codes.csv").write_text("hcpcs,what\n20560,mine\n45378-53,theirs\n\n")
    rows = diff("RVU25D", "RVU26C", "--codes", str(tmp_path / "codes.csv"), json=True)["largest"]
    assert {(row["hcpcs"], row["modifier"]) for row in rows} == {("20560", ""), ("45378", "53")}


def test_a_modifier_in_a_list_is_one_row_not_three(diff, tmp_path):
    (tmp_path / "codes.csv").write_text("70450,26\n45378-59\n99213 99214\n")
    report = diff("RVU25D", "RVU26C", "--codes", str(tmp_path / "codes.csv"), json=True)
    rows = {(row["hcpcs"], row["modifier"]) for row in report["largest"]}
    assert rows == {("70450", "26"), ("45378", ""), ("99213", ""), ("99214", "")}


def test_a_modifier_that_changes_the_fee_has_no_row_and_is_told(diff):
    said = diff("RVU25D", "RVU26C", "--code", "45378", "--code", "20610-50")
    assert "20610-50: modifier 50 changes the fee" in said
    assert "20610-50: modifier 50" in diff("RVU25D", "RVU26C", "--code", "20610-50", status=1)


def test_in_a_locality_the_hospital_s_amounts_are_that_locality_s(diff):
    said = diff(*DAYS, "--code", "45378", "--locality", "10112-00")
    assert "hospital       10112-00" in said and "index of the place" in said
    assert "OPPS and ASC amounts of a locality are estimates" in said


def test_a_table_says_where_it_is_cut(diff):
    said = diff("RVU25D", "RVU26C", "--limit", "2")
    assert re.search(r"largest changes \(the largest 6 of \d+\)", said)


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [(["RVU25D"], 2, "Name two releases"), (["RVU25D", "OPPS-2026-07"], 2, "compare two of one"),
     (["RVU25D", "RVU25D"], 2, "name two releases"), (["RVU25D", "RVU19A"], 1, "is not loaded"),
     (["RVU25D", "RVU26C", "--locality", "99999-01"], 1, "is not a locality in RVU25D or RVU26C"),
     (["RVU25D", "RVU26C", "--code", "ZZZ9Z"], 1, "ZZZ9Z: not in any of"),
     (["WAGE-2026", "RVU26C"], 2, "has no rates to compare"),
     (["--on", "2025-11-01"], 2, "two days"),
     (["2025-10-01", "2026-10-01"], 2, "is a date: give two dates with --on"),
     (["OPPS-2025-01", "OPPS-2026-07", "--locality", "10112-77"], 1, "is not a locality in"),
     (["--on", "2011-01-01", "--on", "2012-01-01"], 1, "no release in effect on 2011-01-01")],
)  # fmt: skip
def test_a_question_that_cannot_be_answered_says_why(diff, words, status, says):
    assert says in diff(*words, status=status)


def test_the_page_is_one_file_without_script_or_network(diff, tmp_path):
    diff("RVU25D", "RVU26C", "--to", str(tmp_path / "r.html"))
    page = (tmp_path / "r.html").read_text()
    assert (
        "practice expense +41.73" in page and page.count("<svg") == 5
    )  # three sites, percent, parts
    assert "<script" not in page and "http" not in page.replace("http-equiv", "")
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]


def test_the_workbook_has_every_change_with_its_parts(diff, tmp_path):
    diff(*DAYS, "--to", str(tmp_path / "r.xlsx"))
    book = load_workbook(tmp_path / "r.xlsx")
    header, *rows = book["changes"].iter_rows(values_only=True)
    (office,) = [
        dict(zip(header, row, strict=True)) for row in rows if row[:5:4] == ("45378", "office")
        and not row[1]
    ]  # fmt: skip
    assert (office["change"], office["pe_rvu_part"]) == (50.43, 41.73)
    assert "SAMPLE DATA" in str(list(book["about"].values)) and book["owed to"].max_row > 5


def test_bars_go_left_and_right_of_their_axis_as_far_as_they_are_long():
    drawn = str(bars("t", [("a", Decimal(-10), "-10"), ("b", Decimal(30), "30 < 31")]))
    found = [
        tuple(map(int, rect)) for rect in re.findall(r'x="(\d+)" y="\d+" width="(\d+)"', drawn)
    ]
    (left, short), (axis, long) = found
    assert left + short == axis and long == 3 * short and "30 &lt; 31" in drawn
