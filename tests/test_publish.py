"""A warehouse is swapped in whole: killed, locked out or unwritable, the old one stays."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from pipelines import publish
from pipelines.cli import main
from pipelines.home import Home
from tests import cms

REFRESH = [sys.executable, "-m", "pipelines.cli", "refresh"]
MOMENTS = 10


def digest(home: Path) -> str:
    return hashlib.sha256((home / "warehouse" / "ratebook.duckdb").read_bytes()).hexdigest()


@pytest.fixture
def home(tmp_path):
    """A home with RVU26C published."""
    folder = tmp_path / "home"
    assert main(["refresh", "RVU26C", "--cms", str(cms.SAMPLE), "--home", str(folder)]) == 0
    return folder


def whole(home: Path) -> set[str]:
    """The releases of the published warehouse, every table of which can be read."""
    with duckdb.connect((home / "warehouse" / "ratebook.duckdb").as_posix(), read_only=True) as con:
        con.sql("select count(*) from payment_by_site").fetchall()
        return {name for (name,) in con.sql("select release from releases").fetchall()}


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_kill_at_any_moment_leaves_a_whole_warehouse(home, moment, tmp_path):
    command = [*REFRESH, "RVU25D", "--cms", str(cms.SAMPLE), "--home", str(home)]
    before = digest(home)
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(0.1 + moment * 0.13)  # a refresh of the sample takes about 1.3 s here
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert whole(home) in ({"RVU26C"}, {"RVU26C", "RVU25D"})
    if whole(home) == {"RVU26C"}:
        assert digest(home) == before
    assert subprocess.run(command, capture_output=True).returncode == 0
    assert whole(home) == {"RVU26C", "RVU25D"}
    assert not [p for p in home.rglob("*") if p.name.endswith(".part") or ".building" in p.name]


def test_a_second_refresh_at_the_same_time_says_who_runs(home, capsys):
    before = digest(home)
    with publish.writing(Home(home)):
        status = main(["refresh", "RVU25D", "--cms", str(cms.SAMPLE), "--home", str(home)])
    message = capsys.readouterr().err
    assert status == 1 and f"process {os.getpid()}" in message
    assert digest(home) == before


def test_a_reader_keeps_the_warehouse_it_has_open(home):
    with duckdb.connect((home / "warehouse" / "ratebook.duckdb").as_posix(), read_only=True) as con:
        assert main(["refresh", "RVU25D", "--cms", str(cms.SAMPLE), "--home", str(home)]) == 0
        assert con.sql("select count(*) from releases").fetchall() == [(1,)]
    assert whole(home) == {"RVU26C", "RVU25D"}


def test_the_warehouse_before_is_kept(home):
    before = digest(home)
    assert main(["refresh", "RVU25D", "--cms", str(cms.SAMPLE), "--home", str(home)]) == 0
    (kept,) = (home / "warehouse" / "kept").iterdir()
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == before


def test_a_read_only_warehouse_is_told_and_untouched(home, tmp_path):
    before = digest(home)
    for folder in (home / "warehouse", home / "warehouse" / ".staging"):
        folder.chmod(0o555)
    found = subprocess.run(
        [*REFRESH, "RVU25D", "--cms", str(cms.SAMPLE), "--home", str(home)],
        capture_output=True, text=True, preexec_fn=_without_privilege,
    )  # fmt: skip
    assert found.returncode == 1, found.stderr
    assert "cannot be written" in found.stderr and "Traceback" not in found.stderr
    assert digest(home) == before


def _without_privilege() -> None:
    """Root may write anywhere; drop the capability that lets it."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP, then lose it by exec
    if os.geteuid() == 0:
        os.setresuid(0, 0, 0)


def test_building_from_the_same_raw_gives_the_same_rows(home, tmp_path):
    other = tmp_path / "other"
    for name in ("RVU25D", "RVU26C"):
        assert main(["refresh", name, "--cms", str(cms.SAMPLE), "--home", str(other)]) == 0
    assert main(["refresh", "RVU25D", "--cms", str(cms.SAMPLE), "--home", str(home)]) == 0
    tables = ("pfs_rvu", "gpci", "payment_by_site", "localities", "rate_periods", "checks")
    for table in tables:
        assert _rows(home, table) == _rows(other, table), table


def _rows(home: Path, table: str) -> list[tuple]:
    with duckdb.connect((home / "warehouse" / "ratebook.duckdb").as_posix(), read_only=True) as con:
        return con.sql(f"select * from {table} order by all limit 20000").fetchall()
