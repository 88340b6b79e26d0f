"""Files that a person has: taken in by `add`, recognized by what is in them."""

import shutil
import zipfile

import pytest

from ratebook.archive.raw import Raw
from ratebook.cli.main import main
from ratebook.read.identify import content
from tests.support import cms

pytestmark = pytest.mark.slow


@pytest.fixture
def add(tmp_path, capsys):
    """`ratebook add`; gives exit status and what it printed."""

    def run(*words) -> tuple[int, str]:
        status = main(["add", *map(str, words), "--home", str(tmp_path / "home")])
        return status, "".join(capsys.readouterr())

    return run


def named(tmp_path, name, release, like=cms.SAMPLE):
    """The zip of a release under a name of one's own."""
    target = tmp_path / name
    shutil.copyfile(cms.zip_of(release, like), target)
    return target


def test_a_file_is_recognised_whatever_its_name(tmp_path, add):
    assert add(named(tmp_path, "download (3).zip", "RVU25D"))[0] == 0
    assert list(Raw(tmp_path / "home" / "raw").latest()) == ["RVU25D"]


def test_several_at_once_and_twice_is_no_change(tmp_path, add):
    files = [named(tmp_path, f"{n}.zip", name) for n, name in enumerate(("RVU25D", "RVU26C"))]
    assert add(*files)[0] == 0
    status, said = add(*files)
    assert status == 0 and "no change" in said


def test_a_name_that_contradicts_the_content_is_refused(tmp_path, add):
    status, said = add(named(tmp_path, "rvu25a.zip", "RVU25D"))
    assert status == 1 and "contains PFS tables of October 2025, so it cannot be RVU25A" in said
    status, said = add(named(tmp_path, "x.zip", "RVU25D"), "--release", "RVU24D")
    assert status == 1 and "cannot be RVU24D" in said
    assert not (tmp_path / "home" / "raw" / "PFS").exists()


@pytest.mark.cms
def test_of_two_releases_in_one_quarter_a_person_must_say_which(tmp_path, add):
    """RVU24A and RVU24AR differ in the conversion factor and have the same titles."""
    file = named(tmp_path, "x.zip", "RVU24AR", cms.FOLDER)
    status, said = add(file)
    assert status == 2 and "RVU24A or RVU24AR" in said and "--release" in said
    assert add(file, "--release", "RVU24AR")[0] == 0
    assert list(Raw(tmp_path / "home" / "raw").latest()) == ["RVU24AR"]


def test_the_day_of_posting_is_read_from_the_name(tmp_path, add):
    assert add(named(tmp_path, "rvu25d-updated-10-20-2025.zip", "RVU25D"))[0] == 0
    assert Raw(tmp_path / "home/raw").latest()["RVU25D"].published_on == "2025-10-20"


@pytest.mark.parametrize(("make", "says"), [
    (lambda path: path.write_text("hcpcs,rate"), "is not a zip file"),
    (lambda path: zipfile.ZipFile(path, "w").close(), "contains no files"),
    (lambda path: path.mkdir(), "contains no zip, csv, txt or xlsx file"),
], ids=["a csv", "an empty zip", "a folder"])  # fmt: skip
def test_what_is_no_release_is_refused(tmp_path, add, make, says):
    make(tmp_path / "x.zip")
    status, said = add(tmp_path / "x.zip")
    assert status in (1, 2) and says in said


def test_a_file_of_a_data_set_that_is_not_read_names_its_members(tmp_path, add):
    with zipfile.ZipFile(tmp_path / "menu.zip", "w") as made:
        made.writestr("Cafeteria 2026.csv", "Dish,Price\nSoup,4.50\n")
    status, said = add(tmp_path / "menu.zip")
    assert status == 1 and "Cafeteria 2026.csv" in said


@pytest.mark.cms
@pytest.mark.parametrize("name", cms.all_releases() if cms.FOLDER.is_dir() else [])
def test_every_genuine_release_allows_its_name_and_no_other_year(name):
    from ratebook import catalog

    found, release = content(cms.zip_of(name)), catalog.release(name)
    assert found.allows(release) and found.year == str(release.year)
