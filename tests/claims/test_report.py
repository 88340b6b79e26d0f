"""What a person opens: the workbook of lines, the report, and one line in words."""

import re

import openpyxl
import pytest

from ratebook.cli.main import main
from tests.support import oracle_claims

pytestmark = pytest.mark.cms
SECRET = "SMITH-JOHN-1961"


@pytest.fixture
def ran(claims_home, office, tmp_path, capsys):
    """A function that runs a verb on four lines of a patient; what it said."""
    lines = [
        office("45385", claim_id=SECRET, person_id=SECRET, allowed_amount="300", paid_amount="240",
               coinsurance_amount="60"),
        office("45380-59", claim_id=SECRET, person_id=SECRET, claim_line_number="2",
               allowed_amount="500"),
        office("99213", claim_id=SECRET, person_id=SECRET, claim_line_number="3"),
        office("66984", claim_id=SECRET, person_id=SECRET, claim_line_number="4",
               charge_amount="900"),
    ]  # fmt: skip
    path = oracle_claims.written(tmp_path / "claims.csv", lines)

    def run(*words):
        words = [str(path) if word == "CLAIMS" else word for word in words]
        assert main([*words, "--home", str(claims_home.folder)]) == 0
        return capsys.readouterr().out

    return run


def test_lines_go_into_a_workbook_with_codes_as_text(ran, tmp_path):
    ran("reprice", "CLAIMS", "--to", str(tmp_path / "lines.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "lines.xlsx")["lines"]
    header, first, *rest = sheet.iter_rows(values_only=True)
    row = dict(zip(header, first, strict=True))
    assert (row["hcpcs_code"], len(rest)) == ("45385", 3)
    assert row["underpaid"] == row["priced_allowed"] - 300


def test_the_report_names_no_claim_and_asks_nothing_of_the_network(ran, tmp_path):
    ran("reprice", "CLAIMS", "--report", str(tmp_path / "report.html"))
    text = (tmp_path / "report.html").read_text()
    assert SECRET not in text
    assert "rarely or never performed in an office (NA)" in text
    assert "<svg" in text
    assert not re.search(r"(src|href)=|@import|url\(", text)


def test_the_report_is_a_workbook_of_sums_too(ran, tmp_path):
    ran("reprice", "CLAIMS", "--report", str(tmp_path / "report.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    columns = {row[0]: row[1:] for row in book["columns"].iter_rows(values_only=True)}
    assert columns["allowed_amount"][0] == 2
    assert columns["paid_amount"][0] == columns["coinsurance and deductible"][0] == 1
    assert not any(SECRET in str(cell) for sheet in book for row in sheet.values for cell in row)


def test_a_line_is_walked_in_words(ran):
    said = ran("explain", "--claim", "CLAIMS", "--claim-id", SECRET, "--line", "2")
    assert said.startswith("45380 59 x 1 on 2026-08-01\nPFS, RVU26C, office rates of national")
    assert "beside another endoscopy: less the base, then by rank" in said
    assert "The payer allowed $500.00: more than that by" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["reprice", "CLAIMS"], "Say where the priced lines go"),
        (["reprice", "CLAIMS", "--to", "x.docx"], "--to takes a name that ends in .csv"),
        (["reprice", "CLAIMS", "--report", "x.csv"], "--report takes a name that ends in .html"),
        (["explain", "--claim", "CLAIMS"], "Say which line"),
        (["explain"], "name a code, as in ratebook explain 45378, or a line of a claim"),
    ],
)
def test_what_is_missing_is_said(claims_home, capsys, words, said):
    try:
        status = main([*words, "--home", str(claims_home.folder)])
    except SystemExit as left:
        status = left.code
    assert status == 2
    assert said in capsys.readouterr().err
