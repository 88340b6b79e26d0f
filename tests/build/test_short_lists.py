"""Lists cut short and figures far off, on CMS's whole files: stopped in a home old or fresh."""

import hashlib
import shutil
from pathlib import Path

import pytest

from ratebook.cli.main import main
from ratebook.home import Home
from tests.conftest import refreshed, rows_of
from tests.support import cms
from tests.support.messy import (
    ADDENDUM_B,
    PPRRVU,
    Cell,
    both,
    column,
    in_cents,
    kept,
    refresh,
    site,
    to,
)

pytestmark = [pytest.mark.cms, pytest.mark.messy]
PFS, GPCI = ("RVU25D", "PPRRVU2025_Oct.csv"), ("RVU25D", "GPCI2025.csv")
OPPS, OPPS_2026 = ("OPPS-2025-10", "508 version"), ("OPPS-2026-07", "2026_July")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the releases before those that are tried."""
    home = Home(tmp_path_factory.mktemp("before"), str(cms.FOLDER))
    refreshed(home, ["RVU25C", "OPPS-2025-07", "OPPS-2026-01"])
    return home.folder


@pytest.fixture(params=["a fresh home", "an old home"])
def home(request: pytest.FixtureRequest, tmp_path: Path, before: Path) -> Path:
    if request.param == "an old home":
        shutil.copytree(before, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def old_home(tmp_path: Path, before: Path) -> Path:
    return Path(shutil.copytree(before, tmp_path / "home"))


def digest(home: Path) -> str:
    database = home / "warehouse" / "ratebook.duckdb"
    return hashlib.sha256(database.read_bytes()).hexdigest() if database.exists() else ""


def rated(row: list[str], number: int) -> bool:
    return any(c.isdigit() for c in row[ADDENDUM_B["rate"]])


SHORT = {
    "cut at 60 %": (
        PFS,
        kept(lambda row, i: i < 11_454),
        ["PPRRVU2025_Oct.csv has 11,454 rows, "],
    ),
    "cut at 9,000 rows": (
        PFS,
        kept(lambda row, i: i < 9_000),
        ["PPRRVU2025_Oct.csv has 9,000 rows, "],
    ),
    "without its first quarter": (
        PFS,
        kept(lambda row, i: i > 4_700),
        ["PPRRVU2025_Oct.csv has 14,389 rows, "],
    ),
    "every seventh row lost": (
        PFS,
        kept(lambda row, i: i % 7 != 0),
        ["PPRRVU2025_Oct.csv has 16,362 rows, "],
    ),
    "the rated codes alone": (OPPS, kept(rated), ["has 6,709 rows, "]),
    "Addendum B cut in half": (OPPS, kept(lambda row, i: i < 9_400), ["has 9,401 rows, "]),
    "every status excluded": (
        PFS,
        column(PPRRVU["status"], to("X")),
        ["prices 0 codes, "],
    ),
}


@pytest.mark.parametrize("case", SHORT)
def test_a_list_that_is_cut_is_refused_and_the_word_is_told(tmp_path, home, capsys, case):
    (name, member), change, says = SHORT[case]
    was = digest(home)
    folder = site(tmp_path / "site", name, member, change, cms.FOLDER)
    assert refresh(folder, home, name) == 1
    message = capsys.readouterr().err
    assert "--accept-fewer" in message and digest(home) == was
    assert [part for part in says if part not in message] == []


def test_a_locality_less_is_seen_in_a_fresh_home(tmp_path, capsys):
    change = cms.replaced("10112,AL,00,ALABAMA,1,0.869,0.575\r\n", "")
    folder = site(tmp_path / "site", *GPCI, change, cms.FOLDER)
    assert refresh(folder, tmp_path / "home", "RVU25D") == 1
    assert "GPCI2025.csv has 108 rows, a whole file of 2025 109" in capsys.readouterr().err


FAR = {
    "3,768 rates of hashes": (
        OPPS,
        column(ADDENDUM_B["rate"], lambda c, r: "########" if "." in c else c, most=3_768),
        ["3768 of 6708 cells of payment_rate", "Addendum B"],
    ),
    "rates a hundred times too high": (
        OPPS_2026,
        column(ADDENDUM_B["rate"], in_cents),
        ["well-known codes have impossible figures"],
    ),
    "every rate blank": (
        OPPS_2026,
        column(ADDENDUM_B["rate"], to("")),
        ["the file has no readable rate"],
    ),
    "NA lost by pandas": (
        PFS,
        both(column(PPRRVU["office_na"], to("")), column(PPRRVU["facility_na"], to(""))),
        ["0 NA flags for the office", "keep_default_na=False"],
    ),
    "929 blanks in PC/TC": (
        PFS,
        column(PPRRVU["pctc"], to(""), most=929),
        ["929 rows, for example", "column pctc: ''"],
    ),
}


@pytest.mark.parametrize("case", FAR)
def test_damage_on_a_large_scale_is_refused(tmp_path, home, capsys, case):
    (name, member), change, says = FAR[case]
    was = digest(home)
    folder = site(tmp_path / "site", name, member, change, cms.FOLDER)
    assert refresh(folder, home, name) == 1
    message = capsys.readouterr().err
    assert [part for part in says if part not in message] == [] and digest(home) == was


# figures that only the releases beside them show to be wrong
BESIDE = {
    "rates up by half": (
        OPPS_2026,
        column(ADDENDUM_B["rate"], lambda c, r: half_more(c)),
        "payment_rate: ",
    ),
    "a tenth of the rates by ten": (
        OPPS_2026,
        column(ADDENDUM_B["rate"], lambda c, r: times_ten(c), most=736),
        "payment_rate: 911 of ",
    ),
    "malpractice three times as much": (PFS, lambda data: thrice(data), "mp_rvu: "),
}


def half_more(cell: str) -> str:
    cents = int(cell.replace(".", "").replace(",", "").replace("$", "").strip() or 0) * 3 // 2
    return f"{cents // 100}.{cents % 100:02d}" if cents else cell


def times_ten(cell: str) -> str:
    return f"{cell.strip()[:-3].replace('$', '').replace(',', '')}0.00" if "." in cell else cell


def thrice(data: bytes) -> bytes:
    """Malpractice times three, and the totals with it."""

    def more(at: int) -> Cell:
        def cell(now: str, row: list[str]) -> str:
            cents = [int(row[i].replace(".", "")) for i in (at, PPRRVU["mp"])]
            now_cents = cents[0] + 2 * cents[1]
            return f"{now_cents // 100}.{now_cents % 100:02d}"

        return cell

    for name in ("office_total", "facility_total", "mp"):
        data = column(PPRRVU[name], more(PPRRVU[name]))(data)
    return data


@pytest.mark.parametrize("case", BESIDE)
def test_figures_far_from_the_releases_beside_are_refused(tmp_path, old_home, capsys, case):
    (name, member), change, says = BESIDE[case]
    was = digest(old_home)
    folder = site(tmp_path / "site", name, member, change, cms.FOLDER)
    assert refresh(folder, old_home, name) == 1
    message = capsys.readouterr().err
    assert f"{name}: The figures of a file are far from" in message and says in message
    assert digest(old_home) == was


def test_the_damaged_file_alone_is_set_aside(tmp_path, old_home, capsys):
    change = column(ADDENDUM_B["rate"], in_cents)
    folder = site(tmp_path / "site", *OPPS_2026, change, cms.FOLDER)
    cms.add(folder, "OPPS-2025-10", like=cms.FOLDER)
    words = ["--year", "2025", "--year", "2026", "--cms", str(folder), "--home", str(old_home)]
    assert main(["refresh", *words]) == 1
    rows = rows_of(old_home / "warehouse" / "ratebook.duckdb")
    held = {release for (release,) in rows("select release from releases")}
    assert "OPPS-2025-10" in held and "OPPS-2026-07" not in held


def test_codes_without_zeros_load_all_of_them(tmp_path):
    change = column(0, lambda c, r: c.lstrip("0") if c.isdigit() else c)
    folder = site(tmp_path / "site", *PFS, change, cms.FOLDER)
    assert refresh(folder, tmp_path / "home", "RVU25D") == 0
    rows = rows_of(tmp_path / "home" / "warehouse" / "ratebook.duckdb")
    assert rows("select count(*) from pfs_rvu") == [(19_090,)]
    (found,) = rows("select rows, example from checks where rule = 'mended_cells'")
    assert found[0] == 276 and "column hcpcs: '700' read as '00700'" in found[1]


def test_one_na_that_is_lost_is_told_with_its_row(tmp_path, old_home):
    change = column(PPRRVU["office_na"], to(""), of="66984", most=1)
    folder = site(tmp_path / "site", *PFS, change, cms.FOLDER)
    assert refresh(folder, old_home, "RVU25D") == 0
    rows = rows_of(old_home / "warehouse" / "ratebook.duckdb")
    ((count, example),) = rows(
        "select rows, example from checks where rule = 'na_flag_lost' and release = 'RVU25D'"
    )
    assert count == 1 and "66984 is NA in the office in RVU25C" in example


def test_a_short_list_that_is_accepted_goes_on_being_so(tmp_path, capsys):
    home = tmp_path / "home"
    folder = site(tmp_path / "site", *OPPS, kept(rated), cms.FOLDER)
    assert refresh(folder, home, "OPPS-2025-10") == 1  # it is set aside
    assert refresh(folder, home, "OPPS-2025-10", "--accept-fewer") == 0
    cms.add(folder, "OPPS-2025-07", like=cms.FOLDER)
    assert refresh(folder, home, "OPPS-2025-07") == 0  # built again, without the word
    rows = rows_of(home / "warehouse" / "ratebook.duckdb")
    assert rows("select release from releases where fewer_accepted") == [("OPPS-2025-10",)]
    ((example,),) = rows("select example from checks where rule = 'fewer_codes_accepted' and rows")
    assert "has 6,709 rows, " in example


def test_another_short_posting_is_refused_again(tmp_path, capsys):
    home = tmp_path / "home"
    folder = site(tmp_path / "site", *OPPS, kept(rated), cms.FOLDER)
    given = str(cms.zip_of("OPPS-2025-10", folder))
    assert main(["add", given, "--home", str(home)]) == 1
    assert main(["add", given, "--home", str(home), "--accept-fewer"]) == 0
    was = digest(home)
    site(tmp_path / "site", *OPPS, kept(lambda row, i: rated(row, i) and i > 999), cms.FOLDER)
    assert refresh(folder, home, "OPPS-2025-10") == 1
    assert digest(home) == was


def test_accept_fewer_goes_with_named_releases(tmp_path, capsys):
    words = ["--accept-fewer", "--home", str(tmp_path), "--cms", str(cms.SAMPLE)]
    assert main(["refresh", *words]) == 2
    assert "as in RVU26C" in capsys.readouterr().err
