"""A new data set is a catalog entry, a layout, a model and a select: every verb then knows it.

The schedule is made up: units x the index of a state x a factor.
"""

import json

import pytest

from tests.support import cms, new_schedule
from tests.support.new_schedule import ratebook

pytestmark = pytest.mark.slow
DAY = ("--on", "2026-08-01")


@pytest.fixture(scope="module")
def walkers(tmp_path_factory):
    """The project, and a home with a physician fee schedule and two releases of the new one."""
    folder = tmp_path_factory.mktemp("walkers")
    project, home = new_schedule.project(folder / "project"), folder / "home"
    there = ("RVU26C", "ZIP5-2025-10", "--cms", str(cms.SAMPLE))
    assert ratebook(project, home, "refresh", *there).returncode == 0
    for month, factor in (("january", "10.0000"), ("july", "10.5000")):
        path = folder / f"walk-2026-{month}.zip"
        new_schedule.release(path, [f"E9999,2.50,{factor}"], ["AL,0.9000", "CA,1.1000"])
        added = ratebook(project, home, "add", str(path))
        assert added.returncode == 0, added.stderr
    return project, home


@pytest.fixture
def run(walkers):
    def said(*words: str) -> str:
        found = ratebook(*walkers, *words)
        assert found.returncode == 0, found.stderr
        return found.stdout

    return said


def test_show_prices_it_in_the_state_of_the_place(run):
    (found,) = json.loads(run("show", "E9999", "--locality", "10112-00", *DAY, "--json"))[
        "schedules"
    ]
    assert (found["title"], found["setting"]) == ("walker fee schedule", "supplier")
    assert (found["place_kind"], found["place"], found["amount"]) == ("state", "AL", "23.63")
    assert "state AL" in run("show", "E9999", "--zip", "35203", *DAY)


def test_the_nation_has_no_amount_and_says_why(run):
    (found,) = json.loads(run("show", "E9999", *DAY, "--json"))["schedules"]
    assert found["amount"] is None and "that of a state" in found["reason"]


def test_explain_says_what_the_amount_is_made_of(run):
    text = run("explain", "E9999", "--locality", "10112-00", *DAY)
    assert "(2.5 x 0.9) x 10.5 = 23.625, rounded half up" in text
    assert "state AL: states.csv, row 2" in text and "walkers.csv, row 2" in text


def test_diff_splits_its_changes(run):
    report = json.loads(run("diff", "WALK-2026-01", "WALK-2026-07", "--json"))
    by_place = {c["place"]: (c["old_amount"], c["new_amount"], c["why"]) for c in report["largest"]}
    assert by_place == {
        "AL": ("22.50", "23.63", "factor +1.13"), "CA": ("27.50", "28.88", "factor +1.38"),
    }  # fmt: skip


def test_sql_status_export_and_check_know_it(run, tmp_path):
    assert "WALK-2026-07" in run("status")
    assert "28.88" in run(
        "sql", "select amount from payment where place = 'CA' and schedule = 'WALK'"
    )
    run("export", "payment", "--where", "schedule = 'WALK'", "--to", str(tmp_path / "walk.csv"))
    assert len((tmp_path / "walk.csv").read_text().splitlines()) == 5
    assert "rows_accounted_for" not in run("check")


def test_a_page_shows_it(run, tmp_path):
    run("page", "E9999", "--locality", "10112-00", *DAY, "--to", str(tmp_path / "page.html"))
    page = (tmp_path / "page.html").read_text()
    assert "Walker fee schedule" in page and "$23.63" in page and "state AL" in page


def test_two_rates_for_one_key_are_refused_without_a_check_of_its_own(walkers, tmp_path):
    path = tmp_path / "walk-2026-july.zip"
    new_schedule.release(path, ["E9999,2.50,11", "E9999,2.60,11"], ["AL,0.9"])
    found = ratebook(*walkers, "add", str(path))
    assert found.returncode == 1
    assert "walk_rates, hcpcs E9999: walkers.csv, row 2 and walkers.csv, row 3" in found.stderr
