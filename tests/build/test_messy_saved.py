"""Files saved again by a spreadsheet or a browser, and lists with totals and descriptions: what a
fresh reader tried, and what it came to."""

import io
import re
import zipfile

import pytest
from openpyxl import load_workbook

from ratebook.ask.code_list import Code, codes
from ratebook.cli.main import main
from ratebook.diff.volumes import volumes
from ratebook.errors import UsageError
from tests.conftest import rows_of
from tests.sql.test_payment_by_site import amounts
from tests.support import cms
from tests.support.messy import PPRRVU, column, refresh, site, to

pytestmark = [pytest.mark.messy, pytest.mark.slow]
PE_GPCI, FACTOR = 5, 24


def rounded(cell: str, row: list[str]) -> str:
    return cell[:4] if cell[:1].isdigit() else cell


def member(name: str, starts: str) -> bytes:
    with zipfile.ZipFile(cms.zip_of(name, cms.SAMPLE)) as archive:
        return archive.read(next(n for n in archive.namelist() if n.startswith(starts)))


def caps_gone(data: bytes) -> bytes:
    return re.sub(rb"(,\d+\.\d\d){3}(?=\r?\n|\r)", b",0.00,0.00,0.00", data)


STOPPED = {
    "indices of two decimals": (
        "RVU25D", "GPCI", column(PE_GPCI, rounded), "have no third decimal"),
    "a factor of two decimals": (
        "RVU25D", "PPRRVU", column(FACTOR, to("32.35")), "CMS published 32.3465"),
    "PC/TC filled down": (
        "RVU25D", "PPRRVU", column(PPRRVU["pctc"], to("0")), "code that is not a test"),
    "last year's indices under this year's name": (
        "RVU26C", "GPCI", lambda data: member("RVU25D", "GPCI"), "says it is for 2025"),
}  # fmt: skip


@pytest.mark.parametrize("case", STOPPED)
def test_what_would_change_every_amount_is_stopped(tmp_path, capsys, case):
    name, starts, change, says = STOPPED[case]
    folder = site(tmp_path / "site", name, starts, change, cms.SAMPLE)
    words = ["refresh", name, "--cms", str(folder), "--home", str(tmp_path / "home")]
    assert main(words) == 1
    assert says in capsys.readouterr().err


@pytest.mark.cms
def test_caps_of_zero_are_stopped(tmp_path, capsys):
    folder = site(tmp_path / "site", "RVU25D", "PPRRVU", caps_gone, cms.FOLDER)
    words = ["refresh", "RVU25D", "--cms", str(folder), "--home", str(tmp_path / "home")]
    assert main(words) == 1
    assert "No row of PPRRVU has an OPPS cap" in capsys.readouterr().err


@pytest.mark.cms
def test_zip_codes_of_one_state_are_stopped(tmp_path, capsys):
    def texas(data: bytes) -> bytes:
        return b"\r\n".join(line for line in data.split(b"\r\n") if line.startswith(b"TX"))

    folder = cms.site_with(tmp_path / "site", "ZIP5-2025-10", {"ZIP5_": texas}, cms.FOLDER)
    words = ["refresh", "ZIP5-2025-10", "--cms", str(folder), "--home", str(tmp_path / "home")]
    assert main(words) == 1
    assert "a whole file of 2025 42,956" in capsys.readouterr().err


@pytest.mark.cms
def test_an_error_of_excel_s_is_quoted_and_is_no_blank(tmp_path):
    def not_available(data: bytes) -> bytes:
        book = load_workbook(io.BytesIO(data))
        for row in book.worksheets[0].iter_rows():
            if row[0].value in (45378, "45378"):
                row[5].value = "#N/A"
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    folder = cms.site_with(
        tmp_path / "site", "OPPS-2020-04", {"2020_april": not_available}, cms.FOLDER
    )
    assert refresh(folder, tmp_path / "home", "OPPS-2020-04") == 0
    rows = rows_of(tmp_path / "home" / "warehouse" / "ratebook.duckdb")
    amount, reason = amounts(rows, "45378", "2020-05-01", "hopd_facility_amount, hopd_reason")
    assert amount is None and "prints '#N/A', which is not an amount" in reason


@pytest.mark.parametrize(
    ("begins", "says"),
    [(b"<html>Sorry</html>", "it is a web page"), (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
     (b"Rar!\x1a\x07", "a rar archive"), (b"\x1f\x8b\x08", "a gzip archive")],
)  # fmt: skip
def test_what_is_not_a_zip_is_named(tmp_path, capsys, begins, says):
    (tmp_path / "rvu25d.zip").write_bytes(begins * 9)
    assert main(["add", str(tmp_path / "rvu25d.zip"), "--home", str(tmp_path / "home")]) == 1
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    ["99213 - Office visit, established", "\u200b99213", "99213, level 3", "99213\ufeff"],
)
def test_a_code_stands_before_its_description(tmp_path, line):
    (tmp_path / "codes.txt").write_text(line + "\n", encoding="utf-8")
    assert codes(tmp_path / "codes.txt") == [Code("99213", None)]


@pytest.mark.parametrize("hyphen", ["\u2011", "\u2013"])
def test_a_hyphen_of_a_text_program_is_one(tmp_path, hyphen):
    (tmp_path / "codes.txt").write_text(f"70450{hyphen}26\n", encoding="utf-8")
    assert codes(tmp_path / "codes.txt") == [Code("70450", ("26",))]


@pytest.mark.parametrize("total", ["Total", "Grand Total", "Subtotal", "TOTALS"])
def test_a_total_of_the_list_is_not_counted_twice(tmp_path, total):
    (tmp_path / "v.csv").write_text(f"hcpcs,units\n99213,10\n45378,5\n{total},15\n")
    found = volumes(tmp_path / "v.csv")
    assert sum(line.volume for line in found) == 15 and "not counted" in (found[2].problem or "")


@pytest.mark.parametrize(
    ("units", "says"),
    [("-3", "it is negative"), ("10-", "it is negative"), ("$3000", "it is in dollars"),
     ("12345678901234", "it is too large"), ("many", "with at most four decimals")],
)  # fmt: skip
def test_units_that_are_none_say_why(tmp_path, units, says):
    (tmp_path / "v.csv").write_text(f"hcpcs,units\n99213,{units}\n")
    with pytest.raises(UsageError, match=says):
        volumes(tmp_path / "v.csv")
