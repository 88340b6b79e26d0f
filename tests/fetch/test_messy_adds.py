"""What people give to `ratebook add`: copies, folders, bare members, several files at once."""

import shutil
import zipfile
from pathlib import Path

import duckdb
import pytest

from ratebook.archive.raw import Raw
from ratebook.catalog.names import meaning
from ratebook.cli.main import main
from ratebook.errors import DataError, harmless
from tests.support import cms

pytestmark = [pytest.mark.messy, pytest.mark.slow]
SAID = "2025-09-11"  # the posting of RVU25D in the sample


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def add(home, capsys):
    """`ratebook add`; gives exit status and what it printed."""

    def run(*words) -> tuple[int, str]:
        status = main(["add", *map(str, words), "--home", str(home)])
        return status, "".join(capsys.readouterr())

    return run


def work_of_99213(home) -> str:
    with duckdb.connect(str(home / "warehouse" / "ratebook.duckdb"), read_only=True) as con:
        query = "select work_rvu from pfs_rvu where release = 'RVU25D' and hcpcs = '99213'"
        return str(con.sql(query).fetchall()[0][0])


@pytest.fixture
def posted(tmp_path) -> Path:
    """The posting that is dated by its name."""
    path = tmp_path / "rvu25d-updated-09-11-2025.zip"
    shutil.copyfile(cms.zip_of("RVU25D", cms.SAMPLE), path)
    return path


@pytest.fixture
def other(tmp_path) -> Path:
    """Another RVU25D, with 1.31 for the 1.30 of 99213, in a name without a day."""
    more = cms.replaced("99213,,,A,,1.30,1.35,,0.57,,0.10,2.75,1.97",
                        "99213,,,A,,1.31,1.35,,0.57,,0.10,2.76,1.98")  # fmt: skip
    site = cms.site_with(tmp_path / "other", "RVU25D", {"PPRRVU": more}, cms.SAMPLE)
    return shutil.copyfile(cms.zip_of("RVU25D", site), tmp_path / "rvu25d.zip")


def test_an_older_file_says_which_revision_holds_and_why(home, add, posted, other):
    assert add(posted)[0] == 0
    status, said = add(other)
    assert (
        status == 1
        and "rvu25d.zip is in raw/ as revision 1 of RVU25D, but it is not in effect" in said
    )
    assert f"its name says that CMS posted it on {SAID}, and yours has no such date" in said
    assert work_of_99213(home).startswith("1.3000")


def test_a_person_makes_it_hold_and_a_refresh_respects_that(home, add, posted, other):
    add(posted)
    assert add(other, "--hold")[0] == 0
    assert work_of_99213(home).startswith("1.3100")
    assert main(["refresh", "RVU25D", "--cms", str(cms.SAMPLE), "--home", str(home)]) == 0
    assert work_of_99213(home).startswith("1.3100")
    status, said = add(posted)
    assert status == 1 and "because a person chose it (--hold)" in said


def test_it_holds_until_cms_posts_something_newer(tmp_path, home, add, posted, other):
    add(posted)
    add(other, "--hold")
    newer = tmp_path / "rvu25d-updated-10-20-2025.zip"
    shutil.copyfile(other, newer)
    with zipfile.ZipFile(newer, "a") as archive:
        archive.writestr("note.txt", "corrected")
    assert add(newer)[0] == 0
    assert Raw(home / "raw").latest()["RVU25D"].answered_by == newer.name


def test_of_two_postings_given_at_once_the_later_holds(add, posted, other):
    assert add(posted, other)[0] == 0
    assert add(posted, other, "--hold")[0] == 2


@pytest.mark.parametrize("name", [
    "rvu25d (1).zip", "rvu25d(1).zip", "rvu25d-2.zip", "rvu25d 2.zip", "rvu25d_1.zip",
    "rvu25d (2) copy.zip", "rvu25d copy 2.zip", "Copy of rvu25d.zip", "rvu25d - Copy.zip",
    "rvu25d - Copy (2).zip", "RVU25D (12).ZIP", "Copy of Copy of rvu25d (1).zip", "rvu25d.zip.1",
])  # fmt: skip
def test_a_copy_is_the_release_it_is_a_copy_of(name):
    assert meaning(name).release.name == "RVU25D"


@pytest.mark.parametrize(("name", "release"), [
    ("rvu18c1.zip", "RVU18C1"), ("rvu18c1 (1).zip", "RVU18C1"), ("rvu11b_2.zip", "RVU11B_2"),
    ("rvu11b_2 (1).zip", "RVU11B_2"), ("rvu12b-.zip", "RVU12B"), ("rvu24ar (3).zip", "RVU24AR"),
    ("july-2024-addendum-b-080524 (1).zip", "OPPS-2024-07"),
    ("january-2020-opps-addendum-b-correction - Copy.zip", "OPPS-2020-01"),
])  # fmt: skip
def test_cms_s_own_numbers_stay(name, release):
    assert meaning(name).release.name == release


def test_a_refused_zip_loses_nothing_of_the_others(tmp_path, home, add, posted):
    bad = cms.site_with(tmp_path / "bad", "RVU26C", {"GPCI": None}, cms.SAMPLE)
    zip_of_bad = shutil.copyfile(cms.zip_of("RVU26C", bad), tmp_path / "mine.zip")
    status, said = add(zip_of_bad, posted, tmp_path / "rvu25d.zip.pdf")
    assert status == 2 and "rvu25d.zip.pdf was not found" in said
    status, said = add(zip_of_bad, posted)
    assert status == 1 and "mine.zip has no GPCI table" in said and "it has PPRRVU" in said
    assert list(Raw(home / "raw").latest()) == ["RVU25D"] and work_of_99213(home) == "1.3000"


def test_a_zip_that_a_check_refuses_is_named(tmp_path, add, posted):
    wrong = cms.replaced("99213,,,A,,1.30,", "99213,,,A,,9.30,")
    site = cms.site_with(tmp_path / "site", "RVU26C", {"PPRRVU": wrong}, cms.SAMPLE)
    mine = shutil.copyfile(cms.zip_of("RVU26C", site), tmp_path / "mine.zip")
    for files in ([mine, posted], [mine]):
        status, said = add(*files)
        assert status == 1 and "mine.zip" in said and "RVU26C" in said


def unzipped(path: Path, into: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(into)
    (into / ".DS_Store").write_bytes(b"\0")
    (into / "__MACOSX").mkdir()
    (into / "__MACOSX" / "._PPRRVU2025_Oct.csv").write_bytes(b"\0")
    return into


def test_a_folder_of_members_is_taken_and_is_the_same_file_again(tmp_path, home, add, posted):
    folder = unzipped(posted, tmp_path / "October")
    assert add(folder)[0] == 0 and work_of_99213(home) == "1.3000"
    status, said = add(folder)
    assert status == 0 and "unchanged RVU25D" in said
    assert [path.name for path in (home / "raw" / "PFS" / "RVU25D").rglob("*.zip")] == [
        "October.zip"
    ]


def test_bare_members_are_one_release(tmp_path, home, add, posted):
    folder = unzipped(posted, tmp_path / "files")
    assert add(folder / "PPRRVU2025_Oct.csv", folder / "GPCI2025.csv")[0] == 0
    assert work_of_99213(home) == "1.3000"
    add(posted)
    status, said = add(folder / "PPRRVU2025_Oct.csv", folder / "GPCI2025.csv")
    assert status == 0 and f"{posted.name} has exactly these files" in said


def test_a_bare_member_without_its_others_says_what_is_missing(tmp_path, add, posted):
    folder = unzipped(posted, tmp_path / "files")
    status, said = add(folder / "PPRRVU2025_Oct.csv")
    assert status == 1 and "has no GPCI table" in said and "with the others in a folder" in said


def test_a_folder_of_downloads_is_taken_zip_by_zip(tmp_path, home, add, posted):
    (tmp_path / "Downloads").mkdir()
    shutil.copyfile(posted, tmp_path / "Downloads" / "rvu25d (1).zip")
    shutil.copyfile(cms.zip_of("RVU26C", cms.SAMPLE), tmp_path / "Downloads" / "rvu26c.zip")
    assert add(tmp_path / "Downloads")[0] == 0
    assert sorted(Raw(home / "raw").latest()) == ["RVU25D", "RVU26C"]


def test_a_folder_with_nothing_to_read_is_told(tmp_path, add):
    (tmp_path / "pictures").mkdir()
    status, said = add(tmp_path / "pictures")
    assert status == 2 and "pictures contains no zip, csv, txt or xlsx file" in said


def test_an_escape_in_the_name_of_a_member_is_shown(tmp_path, add, posted):
    with zipfile.ZipFile(posted, "a") as archive:
        archive.writestr("\x1b[31mread\nme.txt", "")
    status, said = add(posted)
    assert status == 1 and "\x1b" not in said and r"\x1b[31mread\nme.txt" in said


def test_no_message_turns_a_terminal_red():
    assert (
        str(DataError("a\x1b[31m\u202eb\nc"))
        == "a\\x1b[31m\\u202eb\nc"
        == harmless("a\x1b[31m\u202eb\nc")
    )


@pytest.mark.cms
def test_the_correction_of_january_2020_is_known_from_the_day_of_its_member(tmp_path, home, add):
    folder = cms.FOLDER / "files" / "zip"
    first, second = (
        folder / f"january-2020-opps-addendum-b{end}.zip" for end in ("", "-correction")
    )
    assert add(first, second)[0] == 0
    rows = {day: known_on(home, day, tmp_path / f"{day}.duckdb") for day in ("02-03", "02-10")}
    before, after = rows.values()
    assert len(after - before) == len({row[0] for row in after ^ before}) == 23
    assert [row[1:] for row in after if row[0] == "0571T"] == [("J1", "32282.640000000")]


def known_on(home, day, to) -> set[tuple]:
    words = ["--known-on", f"2020-{day}", "--to", str(to), "--home", str(home)]
    assert main(["refresh", *words]) == 0
    with duckdb.connect(str(to), read_only=True) as con:
        query = "select hcpcs, status_indicator, payment_rate::varchar from opps_rates"
        return set(con.sql(query).fetchall())
