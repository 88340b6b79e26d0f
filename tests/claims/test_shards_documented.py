"""The scripts of docs/how-to/shards.md run, and their parts come to what one run comes to."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
import yaml

from tests.support import cms

pytestmark = [pytest.mark.slow, pytest.mark.prefect]
HERE = cms.ROOT / "docs/how-to"
CLAIMS = HERE / "claims.csv"
ROWS = "select * exclude (steps), steps::varchar from '{}' order by line_row"


@pytest.fixture
def run(sample_home, tmp_path):
    """Run a command as a reader would, with the sample's home."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    base = os.environ | {
        "PATH": path, "RATEBOOK_HOME": str(sample_home.folder),
        "PREFECT_HOME": str(tmp_path / "prefect"), "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    }  # fmt: skip

    def command(*words, **more):
        subprocess.run([str(w) for w in words], cwd=tmp_path, env=base | more, check=True)

    return command


@pytest.fixture
def whole(run, tmp_path):
    """The rows of one run."""
    run("ratebook", "reprice", CLAIMS, "--to", "whole.parquet")
    return duckdb.sql(ROWS.format(tmp_path / "whole.parquet")).fetchall()


def test_prefect_runs_a_task_for_each_part(run, whole, tmp_path):
    run(sys.executable, HERE / "shards.py", CLAIMS, "priced", 3)
    assert len(list(tmp_path.glob("priced/*.parquet"))) == 3
    assert duckdb.sql(ROWS.format(tmp_path / "priced/*.parquet")).fetchall() == whole


def test_an_array_of_slurm(run, whole, tmp_path):
    script = (HERE / "shards.sbatch").read_text().replace("PARTS=20", "PARTS=3")
    (tmp_path / "job.sh").write_text(script)
    for part in (3, 1, 2):
        run("bash", "job.sh", CLAIMS, "priced", SLURM_ARRAY_TASK_ID=str(part))
    assert duckdb.sql(ROWS.format(tmp_path / "priced/*.parquet")).fetchall() == whole


def test_an_indexed_job_of_kubernetes(run, whole, tmp_path):
    job = yaml.safe_load((HERE / "shards.yaml").read_text())
    (container,) = job["spec"]["template"]["spec"]["containers"]
    given = {one["name"]: one["value"] for one in container["env"]}
    assert job["spec"]["completions"] == int(given["PARTS"])
    duckdb.sql(f"copy (from read_csv('{CLAIMS}', all_varchar = true)) "
               f"to '{tmp_path}/claims.parquet'")  # fmt: skip
    command = [word.replace("/data", str(tmp_path)) for word in container["command"]]
    for index in range(3):
        run(*command, JOB_COMPLETION_INDEX=str(index), PARTS="3")
    assert duckdb.sql(ROWS.format(tmp_path / "priced/*.parquet")).fetchall() == whole
