"""NCCI's pairs and unit limits as CMS posts them, and as they go wrong: excerpts."""

import re
import zipfile
from datetime import date

import pytest

from ratebook.cli.main import main
from ratebook.fetch import in_parts
from tests.conftest import rows_of
from tests.support import cms

pytestmark = pytest.mark.cms
ZIPS = cms.FOLDER / "files" / "zip"
PRACTITIONER = "medicare-ncci-2024q3-practitioner-ptp-edits-ccipra-v302r0"
HOSPITAL = "medicare-ncci-2024q3-hospital-outpatient-ptp-edits-ccioph-v302r0"
MUE = "medicare-ncci-2024-q3-practitioner-services-mue-table"
KEEP = re.compile(rb"(45385\t45380|29881\t29877|88108\t88162|0001A)\t")
PTP_ONE, PTP_TWO = "PTP-PRACTITIONER-2024-07", "PTP-HOSPITAL-2024-07"


def part(site, stem, number, change=lambda text: text, member=None):
    """A part of a quarter: its header, its first ten rows and the pairs that tests name."""
    name = f"{stem}-f{number}"
    with zipfile.ZipFile(ZIPS / f"{name}.zip") as archive:
        (own,) = archive.namelist()
        lines = archive.read(own).split(b"\r\n")
    kept = [*lines[:17], *(line for line in lines[17:] if KEEP.match(line))]
    path = site / "files" / "zip" / f"{name}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member or own, change(b"\r\n".join(kept) + b"\r\n"))
    return path


def quarter(site, stem=PRACTITIONER, change=lambda text: text, parts=(1, 2, 3, 4)):
    """Parts of a quarter, the first of them changed."""
    return [part(site, stem, n, change if n == 1 else lambda text: text) for n in parts]


def said(capsys):
    found = capsys.readouterr()
    return re.sub(r"\s+", " ", found.out + found.err)


def refreshed(folder, *names):
    """The status of a refresh from folder/site into folder/home."""
    at = ["--cms", str(folder / "site"), "--home", str(folder / "home")]
    return main(["refresh", *names, *at])


def query(folder):
    return rows_of(folder / "home" / "warehouse" / "ratebook.duckdb")


def test_four_parts_are_one_release(tmp_path):
    quarter(tmp_path / "site")
    assert refreshed(tmp_path, PTP_ONE) == 0
    edits = query(tmp_path)("select * exclude (means) from edits('45380', '45385', '2024-08-01')")
    assert edits[0] == (
        "practitioner", "45385", "45380", date(1996, 1, 1), None, 1, "More extensive procedure",
        PTP_ONE, None,
    )  # fmt: skip
    assert edits[1][-1] == "the edits of 2024 Q3 are not loaded"


def test_the_same_parts_again_are_no_revision(tmp_path, capsys):
    quarter(tmp_path / "site")
    assert [refreshed(tmp_path, PTP_ONE) for _ in range(2)] == [0, 0]
    assert f"unchanged {PTP_ONE}" in said(capsys)


def test_parts_that_a_person_has_are_one_release(tmp_path, capsys):
    files = quarter(tmp_path / "site")
    assert main(["add", *map(str, files), "--home", str(tmp_path / "home")]) == 0
    assert query(tmp_path)("select release from releases") == [(PTP_ONE,)]


def test_a_quarter_with_three_of_its_four_parts_is_not_loaded(tmp_path, capsys):
    files = quarter(tmp_path / "site", parts=(1, 2, 4))
    assert refreshed(tmp_path, PTP_ONE) == 1
    assert "A quarter without all its parts is not loaded" in said(capsys)
    assert main(["add", *map(str, files), "--home", str(tmp_path / "home")]) == 1
    assert "3 of its 4 parts are here, and f3 is missing" in said(capsys)


def test_a_practitioners_file_under_the_hospitals_name_is_refused(tmp_path, capsys):
    for number in range(1, 5):
        part(tmp_path / "site", HOSPITAL, number, member=f"ccipra-v302r0-f{number}.TXT")
    assert refreshed(tmp_path, PTP_TWO) == 1
    assert "has no PTP_HOSPITAL table" in said(capsys)


def test_a_part_of_another_quarter_is_refused(tmp_path, capsys):
    quarter(tmp_path / "site", parts=(1, 2, 3))
    part(tmp_path / "site", PRACTITIONER, 4, member="ccipra-v301r0-f4.TXT")
    assert refreshed(tmp_path, PTP_ONE) == 1
    assert "ccipra-v301r0-f4.TXT is by its name of PTP-PRACTITIONER-2024-04" in said(capsys)


@pytest.mark.parametrize(
    ("cells", "period"),
    [
        (b"\t19980401\t*\t1", (date(1998, 4, 1), None)),
        (b"\t19980401\t\t1", (date(1998, 4, 1), None)),
        (b"*\t\t20231231\t1", (date(1996, 1, 1), date(2023, 12, 31))),
        (b"*\t*\t*\t1", (date(1996, 1, 1), None)),
    ],
)
def test_an_asterisk_and_a_blank_in_the_days(tmp_path, cells, period):
    own = b"\t19960101\t20231231\t1"
    quarter(tmp_path / "site", change=lambda text: text.replace(own, cells, 1))
    assert refreshed(tmp_path, PTP_ONE) == 0
    found = "select effective_from, effective_through from ptp_edits where column2 = '0591T'"
    assert query(tmp_path)(found) == [period]


@pytest.mark.parametrize("day", [b"20231301", b"2023", b"12/31/2023"])
def test_a_day_that_is_none_is_refused(tmp_path, capsys, day):
    quarter(tmp_path / "site", change=lambda text: text.replace(b"20231231", day, 1))
    assert refreshed(tmp_path, PTP_ONE) == 1
    assert f"deletion: '{day.decode()}'" in said(capsys)


def test_a_pair_whose_periods_overlap_is_a_finding(tmp_path):
    quarter(tmp_path / "site")
    assert refreshed(tmp_path, PTP_ONE) == 0
    found = "select severity, example from checks where rule = 'overlapping_edits'"
    told = "88108 with 88162, from 1996-01-01 and from 1996-01-01"
    assert query(tmp_path)(found) == [("finding", told)]


def limits(folder, old, new, member=""):
    """The status of a refresh of the practitioners' limits with a text changed."""
    with zipfile.ZipFile(ZIPS / f"{MUE}.zip") as archive:
        (own,) = archive.namelist()
        text = cms.replaced(old, new)(archive.read(own))
    path = folder / "site" / "files" / "zip" / f"{MUE}.zip"
    path.parent.mkdir(parents=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member or own, text)
    return refreshed(folder, "MUE-PRACTITIONER-2024-07")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"CPT codes', '"Medicaid NCCI. CPT codes', "Its limits are Medicaid's, not Medicare's"),
        ("Practitioner Services MUE", "Outpatient Hospital Services MUE", "is not in any layout"),
        ("2 Date of Service", "4 Date of Service", "is not a value this column can hold"),
        ("0001U,1,", "0001U,x,", "is not a number"),
    ],
)  # fmt: skip
def test_a_table_of_limits_that_is_not_the_one_is_refused(tmp_path, capsys, old, new, says):
    assert limits(tmp_path, old, new) == 1
    assert says in said(capsys)


def test_a_table_of_another_quarter_by_its_name_is_refused(tmp_path, capsys):
    member = "MCR_MUE_Practitioner_Services_Eff_07-01-2023.csv"
    assert limits(tmp_path, "A", "A", member) == 1
    assert "says it is for 2023" in said(capsys)


def test_the_limits_of_each_kind_and_a_quarter_that_is_not_loaded(tmp_path, capsys):
    names = [f"MUE-{kind}-2024-07" for kind in ("PRACTITIONER", "HOSPITAL", "DME")]
    home = tmp_path / "home"
    assert main(["refresh", *names, "--cms", str(cms.FOLDER), "--home", str(home)]) == 0
    limit = "select mue_value, mai from unit_limits(?, '2024-08-01')"
    ask = query(tmp_path)
    assert ask(limit, "97110") == [(6, 3), (8, 3), (None, None)]
    assert ask(limit, "20560") == [(1, 2), (1, 2), (None, None)]
    assert ask(limit, "J9271")[0] == (400, 3)
    assert main(["edits", "20560", "--on", "2024-10-01", "--home", str(home)]) == 1
    assert "2024 Q4 are not loaded (`ratebook refresh MUE-DME-2024-10`)" in said(capsys)


def test_edits_says_which_code_is_refused(tmp_path, capsys):
    quarter(tmp_path / "site")
    assert refreshed(tmp_path, PTP_ONE) == 0
    at = ["--home", str(tmp_path / "home")]
    assert main(["edits", "29877", "29881", "--on", "2024-08-01", *at]) == 0
    assert "29881 is paid and 29877 is not, whatever the modifier" in said(capsys)
    assert main(["edits", "29877", "45380", "--on", "2024-08-01", *at]) == 0
    assert "no edit between these codes on this day" in said(capsys)
    assert main(["edits", "29877", "29881", "--on", "2024-08-01", "--hospital", *at]) == 1
    assert "ratebook refresh PTP-HOSPITAL-2024-07" in said(capsys)


@pytest.mark.slow
def test_every_pair_of_a_quarter_is_there(tmp_path):
    home = tmp_path / "home"
    assert main(["refresh", PTP_ONE, PTP_TWO, "--cms", str(cms.FOLDER), "--home", str(home)]) == 0
    counted = "select kind, count(*), count(*) filter (where effective_through is null) {}"
    assert query(tmp_path)(counted.format("from ptp_edits group by kind order by kind")) == [
        ("hospital", 1_775_818, 1_335_857),
        ("practitioner", 2_546_017, 1_669_820),
    ]


def test_of_a_first_post_and_its_repost_the_whole_later_one_is_taken():
    first = [f"/files/zip/{PRACTITIONER}-f{number}.zip" for number in (1, 2, 3, 4)]
    again = [address.replace("r0-f", "r1-f") for address in first]
    assert in_parts.newest([*again, *first], 4) == tuple(again)
    assert in_parts.newest([*first, *again[:3]], 4) == tuple(first)
    assert in_parts.newest(first[:3], 4) == tuple(first[:3])
