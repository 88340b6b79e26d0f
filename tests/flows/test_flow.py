"""The Prefect flow against a real, temporary Prefect server: the same functions, with artifacts."""

import asyncio
import gc
import os
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from ratebook.archive.raw import Raw
from ratebook.catalog import release
from ratebook.errors import FetchError
from ratebook.fetch import download
from ratebook.fetch.http import Manners
from ratebook.fetch.site import source
from tests.support import cms
from tests.support.site import Site

ROOT = Path(__file__).parents[2]
MADE = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]
RVU25D = release("RVU25D")
pytestmark = [pytest.mark.prefect, pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def refresh():
    """The flow, on a server of its own."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=90):
        from ratebook.flows import refresh

        yield refresh
    gc.collect()  # Prefect leaves sockets to the collector; let them be told here


def artifact(key: str) -> str:
    """What the last run left under a key."""
    from prefect.artifacts import Artifact

    return Artifact.get(key=key).data


def starts(name: str) -> list[datetime]:
    """When a deployment starts in 2027, in New York."""
    from prefect.server.schemas.schedules import CronSchedule

    (made,) = [deployment for deployment in MADE if deployment["name"] == name]
    plans = [CronSchedule(cron=s["cron"], timezone=s["timezone"]) for s in made["schedules"]]
    end = datetime.fromisoformat("2027-12-31T23:00-05:00")
    runs = [p.get_dates(999, datetime.fromisoformat("2027-01-01T00:00-05:00"), end) for p in plans]
    return sorted(when for run in runs for when in asyncio.run(run))


def days(first: str, last: str) -> set[date]:
    """Every day from one to another of 2027."""
    start, end = date.fromisoformat(f"2027-{first}"), date.fromisoformat(f"2027-{last}")
    return {start + timedelta(n) for n in range((end - start).days + 1)}


def test_the_flow_publishes_and_leaves_artifacts(refresh, tmp_path):
    found = refresh(["RVU26C", "OPPS-2026-07"], folder=str(tmp_path), cms=str(cms.SAMPLE))
    assert found["releases"] == ["OPPS-2026-07", "RVU26C"]
    assert Path(found["database"]).exists()
    assert "OPPS-2026-07" in artifact("changed")
    assert "PPRRVU2026_Jul_nonQPP.csv" in artifact("published")
    assert "total_is_its_parts" in artifact("checks")


def test_a_second_run_says_no_change_and_touches_nothing(refresh, tmp_path):
    words = {"releases": ["RVU25D"], "folder": str(tmp_path), "cms": str(cms.SAMPLE)}
    database = Path(refresh(**words)["database"])
    before = database.stat().st_mtime_ns
    assert not refresh(**words)["changed"] and artifact("changed") == "no change"
    assert database.stat().st_mtime_ns == before


def test_a_new_release_leaves_what_it_changed(refresh, tmp_path):
    words = {"folder": str(tmp_path), "cms": str(cms.SAMPLE)}
    refresh(["RVU25D"], **words)
    refresh(["RVU26C"], **words)
    assert "327.67 | 378.10 | +50.43 | +15.4 | practice expense +41.73" in artifact("rate-changes")
    page = tmp_path / "warehouse" / "reports" / "RVU25D-RVU26C.html"
    assert "practice expense +41.73" in page.read_text()


def test_a_bad_file_fails_the_run_when_the_others_are_published(refresh, tmp_path):
    site = cms.add(tmp_path / "site", "RVU25D", "OPPS-2025-01", like=cms.SAMPLE)
    cms.zip_of("OPPS-2025-01", site).write_bytes(b"PK, and no zip")
    with pytest.raises(
        FetchError, match="Published, but these are missing:\nOPPS-2025-01: .* complete zip"
    ):
        refresh(years=[2025], folder=str(tmp_path), cms=str(site))
    assert "RVU25D" in artifact("changed") and "OPPS-2025-01" not in artifact("changed")


def test_a_failed_check_fails_the_run_and_is_told(refresh, tmp_path):
    change = {"PPRRVU": cms.replaced("32.3465", "32.3466")}
    site = cms.site_with(tmp_path / "site", "RVU25D", change, cms.SAMPLE)
    cms.add(site, "OPPS-2025-01", like=cms.SAMPLE)
    with pytest.raises(FetchError, match=r"RVU25D: .* 2 different factors"):
        refresh(years=[2025], folder=str(tmp_path), cms=str(site))


@pytest.mark.parametrize("status, again", [(503, True), (200, False)])
def test_a_file_is_asked_for_again_where_time_may_mend_it(tmp_path, status, again):
    from prefect.states import Failed

    from ratebook.flows import _stumbled

    site = Site(tmp_path)
    site.played[RVU25D.addresses[0]] = lambda to, before: to.reply(status, b"<html>busy</html>")
    with pytest.raises(FetchError) as found:
        quick = source(site.url, Manners(tries=1, backoff=0))
        download.fetch(download.of_catalog(RVU25D), quick, Raw(tmp_path / "raw"))
    site.close()
    assert _stumbled(None, None, Failed(data=found.value)) == again


def test_the_deployments_are_one_flow_one_run_at_a_time_in_new_york():
    assert [made["name"] for made in MADE] == ["weekly", "daily", "annual"]
    for made in MADE:
        assert made["entrypoint"] == "pipelines/ratebook/flows.py:refresh"
        assert made["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}
        assert {schedule["timezone"] for schedule in made["schedules"]} == {"America/New_York"}


def test_deployments_of_before_are_replaced_and_not_doubled(refresh):
    """Version 0.1 deployed pipelines/flows.py:refresh; `deploy --all` moves the entrypoint."""
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_API_URL

    env = os.environ | {"PREFECT_API_URL": PREFECT_API_URL.value()}
    prefect = [sys.executable, "-m", "prefect", "--no-prompt"]
    subprocess.run([*prefect, "work-pool", "create", "ratebook", "--type", "process"], env=env,
                   check=True, capture_output=True)  # fmt: skip
    with get_client(sync_client=True) as client:
        flow = client.create_flow(refresh)
        for made in MADE:
            client.create_deployment(flow, made["name"], entrypoint="pipelines/flows.py:refresh")
        found = subprocess.run([*prefect, "deploy", "--all"], env=env, cwd=ROOT, text=True,
                               capture_output=True)  # fmt: skip
        assert found.returncode == 0, found.stdout + found.stderr
        entries = [(made.name, made.entrypoint) for made in client.read_deployments()]
    assert sorted(entries) == sorted((made["name"], made["entrypoint"]) for made in MADE)


def test_daily_looks_once_on_each_day_on_which_cms_may_post():
    posting = days("11-15", "12-31") | days("01-01", "01-15") | days("03-15", "04-15")
    posting |= days("06-15", "07-15") | days("08-25", "10-15")
    assert [when.date() for when in starts("daily")] == sorted(posting)
    assert {when.hour for when in starts("daily")} == {6}


def test_weekly_looks_on_mondays_and_annual_on_the_first_day_that_is_no_holiday():
    assert len(starts("weekly")) == 52 and {when.weekday() for when in starts("weekly")} == {0}
    assert [when.date() for when in starts("annual")] == [date(2027, 1, 2)]
