"""A January 2026 release as CMS lays it out: QPP twins, two work indices, two anesthesia factors.

Made from the sample's July file, since the layout and not the figures is what is tried.
"""

import csv
import io
import zipfile

import pytest

from ratebook.build import checks
from ratebook.home import Home
from tests.conftest import refreshed, rows_of
from tests.support import cms

pytestmark = pytest.mark.slow

ANES = [
    "Contractor",
    "Locality",
    "Locality Name",
    "Non-Qualifying APM National Anes CF (with 2.5% Statutory increase)  of 20.49754",
    "Qualifying APM National Anes CF (with 2.5% statutory increase) of 20.599835",
]


def table(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def two_work_columns(gpci: list[list[str]]) -> str:
    """GPCI with the work index without its floor before the one with it."""
    at = next(i for i, row in enumerate(gpci) if "PW GPCI" in row[4])
    head = [*gpci[at][:4], "2026 PW GPCI (without 1.0 Floor)", *gpci[at][4:]]
    return table([*gpci[:at], head, *([*row[:4], "0.901", *row[4:]] for row in gpci[at + 1 :])])


def january(folder, twin):
    """A folder like the site with a RVU26A zip; `twin` changes the QPP file."""
    with zipfile.ZipFile(cms.zip_of("RVU26C", cms.SAMPLE)) as july:
        pprrvu = july.read("PPRRVU2026_Jul_nonQPP.csv").decode("cp1252").replace("July", "January")
        gpci = list(csv.reader(io.StringIO(july.read("GPCI2026.csv").decode("cp1252"))))
    places = [row for row in gpci if row[0].isdigit()]
    anes = table([ANES, *([row[0], row[2], row[3], "20.01", "20.11"] for row in places)])
    path = folder / "files" / "zip" / "rvu26a-updated-12-29-2025.zip"
    path.parent.mkdir(parents=True)
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("RVU26A QPP and nonQPP/PPRRVU2026_Jan_nonQPP.csv", pprrvu)
        made.writestr("RVU26A QPP and nonQPP/PPRRVU2026_Jan_QPP.csv", twin(pprrvu))
        made.writestr("RVU26A QPP and nonQPP/GPCI2026.csv", two_work_columns(gpci))
        made.writestr("RVU26A QPP and nonQPP/ANES2026.csv", anes)
        made.writestr("__MACOSX/._GPCI2026.csv", "nothing")
    return folder


def other_factor(text: str) -> str:
    return text.replace("33.4009", "33.5675")


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path / "home", str(january(tmp_path / "site", other_factor)))
    refreshed(home, ["RVU26A"])
    return home


def test_each_factor_comes_from_its_own_file(home):
    found = rows_of(home.database)(
        "select qp, conversion_factor, source_file from conversion_factors"
    )
    assert [(qp, str(factor), file.split("_")[-1]) for qp, factor, file in found] == [
        (False, "33.4009", "nonQPP.csv"),
        (True, "33.5675", "QPP.csv"),
    ]


def test_both_are_paid_by_their_factor(home):
    found = rows_of(home.database)(
        "select qp, nonfacility_amount from pfs_payment where hcpcs = '20560' "
        "and mac = 'national' order by qp"
    )
    assert [(qp, str(amount)) for qp, amount in found] == [(False, "24.72"), (True, "24.84")]


def test_the_floored_work_index_pays_and_the_other_is_kept(home):
    found = rows_of(home.database)(
        "select min(work_gpci), max(work_gpci_without_floor) from gpci where mac <> '02102'"
    )
    assert [str(index) for index in found[0]] == ["1.0000", "0.9010"]


def test_anesthesia_has_a_factor_for_each(home):
    found = rows_of(home.database)(
        "select qp, count(*), min(conversion_factor), min(national_factor) "
        "from anesthesia_conversion_factors group by qp order by qp"
    )
    assert [[str(cell) for cell in row] for row in found] == [
        ["False", "109", "20.01", "20.497540"],
        ["True", "109", "20.11", "20.599835"],
    ]


def test_twins_that_differ_in_units_are_a_finding(tmp_path):
    def twin(text: str) -> str:
        return other_factor(text).replace("20560,,,A,,0.31,0.42", "20560,,,A,,0.32,0.41")

    home = Home(tmp_path / "home", str(january(tmp_path / "site", twin)))
    report = refreshed(home, ["RVU26A"])
    (found,) = [result for result in report.findings if result.rule == "qpp_twin_differs"]
    assert (found.rows, found.example) == (1, "20560 ")


def test_swapped_twins_are_refused(tmp_path):
    home = Home(
        tmp_path / "home",
        str(january(tmp_path / "site", lambda t: t.replace("33.4009", "33.1000"))),
    )
    with pytest.raises(Exception, match="is not higher than the other one"):
        refreshed(home, ["RVU26A"])
    assert any(check.rule == "qp_factor_is_higher" for check in checks.all_checks())
