"""The Prefect flow against a real, temporary Prefect server: the same functions, with artifacts."""

import gc
from pathlib import Path

import pytest
import yaml

from tests import cms

ROOT = Path(__file__).parents[1]
pytestmark = [pytest.mark.prefect, pytest.mark.filterwarnings("default")]


def test_the_flow_publishes_and_leaves_artifacts(tmp_path):
    from prefect.artifacts import Artifact
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=90):
        from pipelines.flows import refresh

        found = refresh(["RVU26C", "OPPS-2026-07"], folder=str(tmp_path), cms=str(cms.SAMPLE))
        published = Artifact.get(key="published")
        checks = Artifact.get(key="checks")
    gc.collect()  # Prefect leaves sockets to the collector; let them be told here
    assert found["releases"] == ["OPPS-2026-07", "RVU26C"]
    assert Path(found["database"]).exists()
    assert "PPRRVU2026_Jul_nonQPP.csv" in published.data
    assert "total_is_its_parts" in checks.data


def test_three_deployments_have_a_schedule_and_one_flow():
    made = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]
    assert [deployment["name"] for deployment in made] == ["annual", "quarterly", "weekly"]
    for deployment in made:
        (schedule,) = deployment["schedules"]
        assert schedule["timezone"] == "America/New_York" and len(schedule["cron"].split()) == 5
        assert deployment["entrypoint"] == "pipelines/flows.py:refresh"
        assert deployment["concurrency_limit"]["limit"] == 1
