"""The payment core: one formula, every schedule in one shape, and marts that can be deleted."""

import re
import shutil
from pathlib import Path

import pytest

from ratebook.version import sql_folder
from tests.support import cms
from tests.support.new_schedule import project, ratebook

ROOT = Path(__file__).parents[2]
# Something that is multiplied by an index of a place.
FORMULA = re.compile(
    r"\*\s*(?:\w\.)?(?:old_|new_)?(?:(?:work|pe|mp)_gpci|index_[123]|wage_index)\b"
)
SAME = """
    select count(*) from payment as p
    inner join payment_by_site as s
        on p.hcpcs = s.hcpcs and p.modifier = s.modifier and p.mac = s.mac
        and p.locality = s.locality and (p.variant = 'qp') = s.qp and p.release = s.{release}
    where p.schedule = '{schedule}' and p.setting = '{setting}'
        and p.amount is distinct from s.{amount}
"""


def test_the_formula_stands_once():
    files = [*sql_folder().rglob("*.sql"), *(ROOT / "pipelines").rglob("*.py")]
    found = {p.name for p in files if FORMULA.search(p.read_text())}
    assert found == {"terms_amount.sql"}


def test_analysts_can_call_it(sample):
    assert [str(amount) for (amount,) in sample(
        "select paid_amount(terms_amount(33.4009, 0.31, 1.0, 0.42, 0.875, 0.01, 0.566), null)"
    )] == ["22.82"]  # fmt: skip


@pytest.mark.parametrize(("schedule", "setting", "release", "amount"), [
    ("PFS", "office", "pfs_release", "office_amount"),
    ("OPPS", "hospital", "opps_release", "hopd_facility_amount"),
    ("ASC", "asc", "asc_release", "asc_facility_amount"),
])  # fmt: skip
def test_a_payment_is_what_the_mart_says(sample, schedule, setting, release, amount):
    query = SAME.format(schedule=schedule, setting=setting, release=release, amount=amount)
    national = "" if schedule == "PFS" else " and s.hopd_paid_by is distinct from 'PFS'"
    assert sample(query + national) == [(0,)]
    assert sample(query.replace("is distinct from s.", "= s.") + national)[0][0] > 50


def test_the_parts_of_every_change_add_up(sample):
    parts = " + ".join(
        f"{name}_part" for name in
        "term_1 term_2 term_3 cap index class rate factor status code place".split()
    )  # fmt: skip
    assert sample(f"select count(*) from payment_changes where change <> {parts}") == [(0,)]
    assert sample("select count(*) from payment_changes where change <> 0")[0][0] > 1000


@pytest.mark.slow
@pytest.mark.parametrize("gone", [["exports"], ["exports", "sites"], ["exports", "pfs"]])
def test_a_folder_of_marts_can_be_deleted(tmp_path, gone):
    own, home = project(tmp_path / "project"), tmp_path / "home"
    for name in gone:
        shutil.rmtree(own / "sql" / "marts" / name)
    names = ("RVU25D", "RVU26C", "OPPS-2026-07", "ASC-2026-01")
    found = ratebook(own, home, "refresh", *names, "--cms", str(cms.SAMPLE))
    assert found.returncode == 0, found.stderr
    answer = ratebook(own, home, "sql", "select amount from payment where hcpcs = '20560' and "
                      "setting = 'office' and place = 'national' and release = 'RVU26C' "
                      "and variant = ''", "--json")  # fmt: skip
    assert "24.72" in answer.stdout
