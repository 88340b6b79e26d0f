"""Bad input ends in one clear message and exit status 1; the old warehouse stays, byte for byte."""

import hashlib
import shutil
from pathlib import Path

import pytest

from ratebook.cli.main import main
from tests.support import cms

pytestmark = pytest.mark.slow

PPRRVU, GPCI = "PPRRVU2025_Oct.csv", "GPCI2025.csv"
ALABAMA = "10112,AL,00,ALABAMA,1,0.869,0.575"


def header_gone(column: str):
    """The PPRRVU with the third of its columns cut out of every row."""

    def change(data: bytes) -> bytes:
        lines = [line.split(b",") for line in data.split(b"\r\n")]
        at = next(i for i, cell in enumerate(lines[9]) if cell == column.encode())
        return b"\r\n".join(b",".join(line[:at] + line[at + 1 :]) for line in lines)

    return change


CASES = {
    "member missing": ({PPRRVU: None}, ["RVU25D", "has no PPRRVU table", "GPCI2025.csv"]),
    "gpci missing": ({GPCI: None}, ["RVU25D", "has no GPCI table"]),
    "column renamed": (
        {PPRRVU: cms.replaced("ENDO,CONV,", "ENDO,KONV,")},
        ["RVU25D", PPRRVU, "'KONV FACTOR' is not in any layout", "closest known: 'CONV FACTOR'",
         "pipelines/ratebook/read/layouts/pprrvu.toml"],
    ),
    "column removed": (
        {PPRRVU: header_gone("MOD")}, ["RVU25D", PPRRVU, "'MOD' (modifier) is missing"],
    ),
    "column added": (
        {GPCI: cms.replaced("2025 MP GPCI", "2025 MP GPCI,2025 GAF")},
        ["RVU25D", GPCI, "'2025 GAF' is not in any layout"],
    ),
    "letters in a unit": (
        {PPRRVU: cms.replaced("20560,,,A,,0.32,", "20560,,,A,,0.3B,")},
        ["RVU25D", PPRRVU, "column work_rvu: '0.3B'", "row "],
    ),
    "figures without a code": (
        {PPRRVU: cms.replaced("\r\n20560,", "\r\n2O 560,")},
        ["RVU25D", PPRRVU, "'2O 560'"],
    ),
    "a key with two figures": (
        {PPRRVU: cms.line_after("20560,", "20560,,,A,,0.33,0.43,,0.12,,0.01,0.77,0.46,0,000,"
         "0.00,0.00,0.00,0,0,0,0,0,,32.3465,09,0,99,0.00,0.00,0.00")},
        ["RVU25D", "has two rows for one key", "hcpcs 20560"],
    ),
    "a locality twice": (
        {GPCI: cms.line_after(ALABAMA, ALABAMA.replace("0.869", "0.870"))},
        ["RVU25D", "has two rows for one key", "mac 10112 locality 00"],
    ),
    "a locality gone": (
        {GPCI: cms.replaced(ALABAMA + "\r\n", "")},
        ["RVU25D", "mac 10112 locality 00 is in ANES and not in GPCI"],
    ),
    "two factors": (
        {PPRRVU: cms.replaced("32.3465", "32.3466")}, ["RVU25D", "2 different factors"],
    ),
    "a total that is not its parts": (
        {PPRRVU: cms.replaced("20560,,,A,,0.32,", "20560,,,A,,0.42,")},
        ["RVU25D", "add up to the printed total", "20560"],
    ),
}  # fmt: skip


def digest(home: Path) -> str:
    return hashlib.sha256((home / "warehouse" / "ratebook.duckdb").read_bytes()).hexdigest()


@pytest.fixture
def home(tmp_path, sample_home):
    """A home with a good warehouse, that says it holds real data."""
    site = cms.add(tmp_path / "good", "RVU26C", like=cms.SAMPLE)
    assert main(["refresh", "RVU26C", "--cms", str(site), "--home", str(tmp_path / "home")]) == 0
    return tmp_path / "home"


@pytest.mark.parametrize("case", CASES)
def test_bad_input_changes_nothing_and_says_why(tmp_path, home, capsys, case):
    changes, says = CASES[case]
    before = digest(home)
    site = cms.site_with(tmp_path / "bad", "RVU25D", changes, cms.SAMPLE)
    capsys.readouterr()
    assert main(["refresh", "RVU25D", "--cms", str(site), "--home", str(home)]) == 1
    message = capsys.readouterr().err
    for part in says:
        assert part in message
    assert "Traceback" not in message
    assert digest(home) == before


def test_a_damaged_price_in_oppscap_is_told_and_stops_nothing(tmp_path, home, capsys):
    """Nothing is paid from OPPSCAP, ANES or LOCCO; a release may come without them."""
    change = {"OPPSCAP": lambda data: data.replace(b",150.69,", b",15O.69,", 1)}
    site = cms.site_with(tmp_path / "site", "RVU25D", change, cms.SAMPLE)
    words = ["refresh", "RVU25D", "--verbose", "--cms", str(site), "--home", str(home)]
    assert main(words) == 0
    assert "column facility_price: '15O.69' is not a number" in capsys.readouterr().out.replace(
        "\n", ""
    )


def test_after_bad_input_the_next_good_posting_is_taken(tmp_path, home):
    bad = cms.site_with(tmp_path / "bad", "RVU25D", {GPCI: None}, cms.SAMPLE)
    assert main(["refresh", "RVU25D", "--cms", str(bad), "--home", str(home)]) == 1
    assert main(["refresh", "RVU25D", "--cms", str(cms.SAMPLE), "--home", str(home)]) == 0


def encoded(encoding: str, mark: bytes = b""):
    return lambda data: mark + data.decode("latin-1").encode(encoding, errors="replace")


GOOD = {
    "stray text in the middle": cms.line_after("20560,", "continued on the next sheet" + "," * 30),
    "a note in the middle": cms.line_after("20560,", "TRL the end" + "," * 30),
    "a ctrl-z line": lambda data: data + b"\x1a" + b"," * 30 + b"\r\n",
    "a lone ctrl-z": lambda data: data + b"\x1a",
    "the same row twice": lambda data: data.replace(
        data[data.index(b"20561,") : data.index(b"20600,")],
        data[data.index(b"20561,") : data.index(b"20600,")] * 2),
    "bare carriage returns": lambda data: data.replace(b"\r\n", b"\r"),
    "utf-8 with a mark": encoded("utf-8", b"\xef\xbb\xbf"),
    "utf-16": encoded("utf-16"),
    "a stray 0xff": cms.replaced("20560,", "20560\xff,".encode("latin-1").decode("latin-1")),
    "cp437 in a title": lambda data: data.replace(b"RELEASED", b"\x81 RELEASED", 1),
}  # fmt: skip


@pytest.mark.parametrize("case", GOOD)
def test_dirt_that_hurts_no_figure_is_read_through(tmp_path, case):
    site = cms.site_with(tmp_path / "site", "RVU25D", {PPRRVU: GOOD[case]}, cms.SAMPLE)
    home = str(tmp_path / "home")
    assert main(["refresh", "RVU25D", "--cms", str(site), "--home", home]) == 0
    question = (
        "select office_amount from payment_by_site where hcpcs = '20560' and mac = 'national'"
    )
    assert main(["sql", question, "--home", home]) == 0


def test_stray_text_is_in_rejects_and_counted(tmp_path, capsys):
    change = {PPRRVU: GOOD["stray text in the middle"]}
    site = cms.site_with(tmp_path / "site", "RVU25D", change, cms.SAMPLE)
    home = str(tmp_path / "home")
    assert main(["refresh", "RVU25D", "--cms", str(site), "--home", home]) == 0
    assert "1 rejected" in capsys.readouterr().out
    assert main(["sql", "select value, reason, source_row from rejects", "--home", home]) == 0
    assert "continued on the next sheet" in capsys.readouterr().out


@pytest.mark.cms
def test_a_workbook_whose_first_sheet_is_not_the_table(tmp_path):
    from openpyxl import load_workbook

    def with_cover(data: bytes) -> bytes:
        path = tmp_path / "book.xlsx"
        path.write_bytes(data)
        book = load_workbook(path)
        book.create_sheet("READ ME", 0).append(["Nothing to see here"])
        book.save(path)
        return path.read_bytes()

    only_xlsx = dict.fromkeys(("GPCI2025.csv", "GPCI2025.txt"), None) | {
        "GPCI2025.xlsx": with_cover
    }
    site = cms.site_with(tmp_path / "site", "RVU25D", only_xlsx, cms.FOLDER)
    assert main(["refresh", "RVU25D", "--cms", str(site), "--home", str(tmp_path / "home")]) == 0


def test_a_list_shorter_than_the_one_before_is_refused(tmp_path, home, capsys):
    def few(data: bytes) -> bytes:
        lines = data.split(b"\r\n")
        return b"\r\n".join(lines[:60])

    before = digest(home)
    site = cms.add(tmp_path / "site", "RVU25D", like=cms.SAMPLE)
    cms.site_with(site, "RVU26C", {"PPRRVU": few}, cms.SAMPLE)
    assert main(["refresh", "RVU25D", "RVU26C", "--cms", str(site), "--home", str(home)]) == 1
    assert "is shorter than CMS's lists are" in capsys.readouterr().err
    assert digest(home) == before


def test_a_file_where_the_warehouse_should_be_is_told(tmp_path, capsys):
    home = tmp_path / "home"
    home.mkdir()
    (home / "warehouse").write_text("in the way")
    assert main(["refresh", "RVU26C", "--cms", str(cms.SAMPLE), "--home", str(home)]) == 1
    assert "cannot be written" in capsys.readouterr().err
    shutil.rmtree(home)
