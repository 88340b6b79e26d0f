"""The clinical laboratory fee schedule, on CMS's files: what is paid, what the contractor prices,
and from which day."""

import json

import duckdb
import pytest

from ratebook.cli.main import main
from tests.support import cms

pytestmark = pytest.mark.cms
CLFS = "CLFS-2024-10 CLFS-2025-01 CLFS-2025-10 CLFS-2026-01 CLFS-2026-07".split()
AMOUNTS = (
    "select release, amount from payment where hcpcs = ? and modifier = '' and schedule = 'CLFS'"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("laboratory")
    words = ["refresh", *CLFS, "--cms", str(cms.FOLDER), "--home", str(folder)]
    assert main(words) == 0
    return folder


@pytest.fixture
def ask(home):
    with duckdb.connect(str(home / "warehouse" / "ratebook.duckdb"), read_only=True) as con:
        yield lambda query, *params: con.execute(query, list(params)).fetchall()


@pytest.fixture
def told(home, capsys):
    def run(*words: str) -> str:
        capsys.readouterr()
        assert main([*words, "--home", str(home)]) == 0
        return capsys.readouterr().out

    return run


def test_what_a_laboratory_is_paid(ask):
    paid = {release: str(amount) for release, amount in ask(AMOUNTS, "36415")}
    assert paid == {"CLFS-2024-10": "8.83", "CLFS-2025-01": "9.09", "CLFS-2025-10": "9.09",
                    "CLFS-2026-01": "9.34", "CLFS-2026-07": "9.34"}  # fmt: skip
    assert {str(amount) for _, amount in ask(AMOUNTS, "80053")} == {"10.56"}


def test_every_row_of_csv_and_workbook_is_held(ask):
    held = dict(ask("select release, count(*) from clfs_rates group by release"))
    assert {name: held[name] for name in CLFS if name != "CLFS-2026-01"} == {
        "CLFS-2024-10": 2068, "CLFS-2025-01": 2087, "CLFS-2025-10": 2149, "CLFS-2026-07": 2206,
    }  # fmt: skip
    assert held["CLFS-2026-01"] == 2162  # its zip has an xlsx alone


def test_a_test_that_the_contractor_prices_is_not_free(ask):
    priced_by_mac = dict(ask("select release, count(*) from payment where status = 'L' "
                             "and amount is null group by release"))  # fmt: skip
    assert priced_by_mac.items() >= {
        "CLFS-2024-10": 129, "CLFS-2025-10": 117, "CLFS-2026-07": 79,
    }.items()  # fmt: skip
    reasons = ask("select distinct status, reason from payment where amount is null or amount = 0")
    assert reasons == [("L", "priced by the contractor (indicator L)")]


def test_a_row_holds_from_its_own_day(ask):
    assert ask("select count(*) from clfs_rates as c join releases as r using (release) "
               "where c.effective_from < r.effective_from") == [(0,)]  # fmt: skip


def test_before_its_own_day_a_row_says_from_when_it_holds(home, tmp_path, capsys):
    """80053 with an EFF_DATE in the middle of the quarter."""

    def later(text: bytes) -> bytes:
        return text.replace(b"2026,80053,,20260101", b"2026,80053,,20260815")

    site = cms.site_with(tmp_path / "site", "CLFS-2026-07", {"PUF_CLFS_CY2026_Q3V1.csv": later},
                         cms.FOLDER)  # fmt: skip
    own = ["--home", str(tmp_path / "home")]
    assert main(["refresh", "CLFS-2026-07", "--cms", str(site), *own]) == 0
    paid = []
    for day in ("2026-08-14", "2026-08-15"):
        capsys.readouterr()
        assert main(["show", "80053", "--on", day, "--json", *own]) == 0
        (lab,) = json.loads(capsys.readouterr().out)["schedules"]
        paid.append((lab["amount"], lab["reason"]))
    assert paid == [(None, "in CLFS-2026-07 from 2026-08-15 on"), ("10.56", None)]


def test_show_explain_and_diff_know_it(told):
    answer = json.loads(told("show", "80053-QW", "--on", "2026-08-01", "--json"))
    (lab,) = answer["schedules"]
    assert (lab["setting"], lab["amount"], lab["source"]["row"]) == ("laboratory", "10.56", 613)
    assert "(1 x 1) x 9.34 = 9.34" in told("explain", "36415", "--on", "2026-08-01")
    report = json.loads(told("diff", "CLFS-2025-01", "CLFS-2026-07", "--code", "36415", "--json"))
    (change,) = report["largest"]
    assert (change["site"], change["change"], change["why"]) == ("laboratory", "0.25", "rate +0.25")


def test_a_list_of_volumes_is_priced(told, tmp_path):
    (tmp_path / "volumes.csv").write_text(
        "hcpcs,site,volume\n36415,laboratory,1000\n80053,laboratory,10\n0526U,laboratory,1\n"
    )
    words = ("CLFS-2025-10", "CLFS-2026-07", "--weights", str(tmp_path / "volumes.csv"))
    report = json.loads(told("diff", *words, "--json"))
    assert report["worth"] == "250.00"
    (left,) = report["not_priced"]
    assert (left["hcpcs"], left["site"]) == ("0526U", "laboratory")


def test_it_is_listed_exported_and_drawn(told, tmp_path):
    assert "CLFS-2026-07" in told("status")
    told("export", "clfs_rates", "--to", str(tmp_path / "rates.csv"))
    assert "80053" in (tmp_path / "rates.csv").read_text()
    told("page", "80053", "--on", "2026-08-01", "--to", str(tmp_path / "page.html"))
    assert "$10.56" in (tmp_path / "page.html").read_text()
