"""A machine that fails: killed at any moment, a full disk, a folder that may not be written, two
runs at once. The published warehouse stays whole, and the next plain run completes."""

import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ratebook.cli.main import main
from tests.support.site import Site, with_files

pytestmark = [pytest.mark.fault, pytest.mark.slow]
MOMENTS = 20
BOTH = {"RVU26C", "RVU25D"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    found = Site(with_files(tmp_path_factory.mktemp("site"), "RVU25D", "RVU26C"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def published(tmp_path_factory, site):
    """A home with RVU26C published; the site has RVU25D too."""
    folder = tmp_path_factory.mktemp("published")
    assert main(["refresh", "RVU26C", "--cms", site.url, "--home", str(folder)]) == 0
    return folder


@pytest.fixture
def home(tmp_path, published):
    """A home of the test's own, as `published`."""
    return shutil.copytree(published, tmp_path / "home")


def words(site: Site, home: Path) -> list[str]:
    return ["refresh", "--since", "2025", "--cms", site.url, "--home", str(home)]


def run(*command: str, **how) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, **how)


def digest(home: Path) -> str:
    return hashlib.sha256((home / "warehouse" / "ratebook.duckdb").read_bytes()).hexdigest()


def whole(home: Path) -> set[str]:
    """The releases of the published warehouse, every table of which can be read."""
    with duckdb.connect((home / "warehouse" / "ratebook.duckdb").as_posix(), read_only=True) as con:
        con.sql("select count(*) from payment_by_site").fetchall()
        return {name for (name,) in con.sql("select release from releases").fetchall()}


def rests(home: Path) -> list[Path]:
    """What a killed run may leave and the next must clear."""
    marks = (".part", ".building", ".making")
    return [path for path in home.rglob("*") if any(mark in path.name for mark in marks)]


@pytest.fixture(scope="module")
def touches(tmp_path_factory, site, published):
    """How often a whole run touches the disk or the database."""
    home = shutil.copytree(published, tmp_path_factory.mktemp("counted") / "home")
    counted = run("tests.support.killed", "0", *words(site, home))
    return int(counted.stdout.split("touches ")[1])


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_kill_at_any_moment_leaves_a_whole_warehouse(home, site, touches, moment):
    before, at = digest(home), 1 + moment * (touches - 1) // (MOMENTS - 1)
    assert run("tests.support.killed", str(at), *words(site, home)).returncode == -signal.SIGKILL
    assert whole(home) in ({"RVU26C"}, BOTH)
    assert whole(home) == BOTH or digest(home) == before
    found = run("ratebook", *words(site, home))
    assert (found.returncode, whole(home), rests(home)) == (0, BOTH, []), found.stderr


def test_two_refreshes_at_once_publish_once(home, site):
    command = [sys.executable, "-m", "ratebook", *words(site, home)]
    runs = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [run.communicate()[1] for run in runs]
    assert sorted(run.returncode for run in runs) in ([0, 0], [0, 1])
    assert all(run.returncode == 0 or "is running (" in text
               for run, text in zip(runs, said, strict=True))  # fmt: skip
    assert whole(home) == BOTH and len(list((home / "raw" / "PFS").iterdir())) == 2


@pytest.mark.parametrize("limit", [5_000, 300_000], ids=["download", "warehouse"])
def test_a_full_disk_is_told_and_the_old_warehouse_stays(home, site, limit):
    """A limit on the size of files stands for a full disk."""
    before = digest(home)
    found = run("ratebook", *words(site, home), preexec_fn=lambda: _small_files(limit))
    assert found.returncode == 1 and "cannot be written" in found.stderr, found.stderr
    assert "Traceback" not in found.stderr and digest(home) == before
    assert run("ratebook", *words(site, home)).returncode == 0
    assert (whole(home), rests(home)) == (BOTH, [])


def _small_files(limit: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


@pytest.mark.parametrize("folder", ["raw", "warehouse"])
def test_a_read_only_folder_is_told_and_untouched(home, site, folder):
    before, closed = digest(home), [home / folder, *(home / folder).glob("**/")]
    for path in closed:
        path.chmod(0o555)
    found = run("ratebook", *words(site, home), preexec_fn=_without_privilege)
    assert found.returncode == 1 and "cannot be written" in found.stderr, found.stderr
    assert "Traceback" not in found.stderr and digest(home) == before
    for path in closed:
        path.chmod(0o755)
    assert run("ratebook", *words(site, home)).returncode == 0 and whole(home) == BOTH


def _without_privilege() -> None:
    """Root may write anywhere; drop the capability that lets it."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP, then lose it by exec
    if os.geteuid() == 0:
        os.setresuid(0, 0, 0)


def test_a_reader_keeps_the_warehouse_it_has_open(home, site):
    with duckdb.connect((home / "warehouse" / "ratebook.duckdb").as_posix(), read_only=True) as con:
        assert main(words(site, home)) == 0
        assert con.sql("select count(*) from releases").fetchall() == [(1,)]
    assert whole(home) == BOTH
