"""After every fault: one clear message, the documented exit status, the published warehouse as it
was or whole, no part of a download left, and the next plain run completes."""

import dataclasses
import shutil
from pathlib import Path

import duckdb
import pytest

from ratebook.cli.main import main
from ratebook.fetch import site as site_module
from ratebook.fetch.http import Manners
from tests.support.faults import ADDRESS, BOTH, FAULTS, clear
from tests.support.site import Site, with_files

pytestmark = [pytest.mark.fault, pytest.mark.slow]
QUICK = Manners(connect=2, read=1, tries=3, backoff=0.01, pause=0)


def words(site: Site, home: Path) -> list[str]:
    return ["refresh", "--since", "2025", "--cms", site.url, "--home", str(home)]


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A home and a site that has RVU26C, which is published; each fault has a copy of both."""
    folder = tmp_path_factory.mktemp("published")
    site = Site(with_files(folder / "site", "RVU26C"))
    assert main(words(site, folder / "home")) == 0
    site.close()
    return folder


@pytest.fixture
def site(published, tmp_path, monkeypatch):
    """A site that has RVU26C, with RVU25D still to come."""
    monkeypatch.setattr(site_module, "manners", lambda loopback: QUICK)
    shutil.copytree(published, tmp_path, dirs_exist_ok=True)
    found = Site(tmp_path / "site")
    yield found
    found.close()


@pytest.fixture
def refresh(site, tmp_path, capsys):
    """`ratebook refresh` of the site; gives exit status and all that it printed."""
    capsys.readouterr()

    def run() -> tuple[int, str]:
        status = main(words(site, tmp_path / "home"))
        return status, "".join(capsys.readouterr())

    return run


def releases(tmp_path) -> frozenset[str]:
    database = (tmp_path / "home" / "warehouse" / "ratebook.duckdb").as_posix()
    with duckdb.connect(database, read_only=True) as con:
        con.sql("select count(*) from payment_by_site").fetchall()
        return frozenset(name for (name,) in con.sql("select release from releases").fetchall())


def parts(tmp_path) -> list:
    return [path for path in (tmp_path / "home").rglob("*") if ".part" in path.name]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_told_and_the_next_run_completes(site, refresh, tmp_path, fault):
    with_files(site.folder, "RVU26C", "RVU25D")
    fault.play(site)
    status, said = refresh()
    assert (status, releases(tmp_path), parts(tmp_path)) == (fault.status, fault.has, []), said
    assert fault.says in said and "Traceback" not in said
    clear(site, site.folder)
    status, said = refresh()
    assert (status, releases(tmp_path), parts(tmp_path)) == (0, BOTH, []), said


@pytest.mark.parametrize("fault", [f for f in FAULTS if f.name in ("a stall",
                         "a reset in the middle")], ids=lambda fault: fault.name)  # fmt: skip
def test_a_broken_download_goes_on_where_it_broke_off(site, refresh, fault):
    with_files(site.folder, "RVU26C", "RVU25D")
    fault.play(site)
    assert refresh()[0] == 0
    first, second = site.headers_of(ADDRESS)[:2]
    assert "Range" not in first
    assert second["Range"].startswith("bytes=") and second["If-Range"] == '"one"'


def test_retry_after_is_waited_for(site, refresh, monkeypatch):
    waits = []
    monkeypatch.setattr("urllib3.util.retry.time.sleep", waits.append)
    with_files(site.folder, "RVU26C", "RVU25D")
    next(f for f in FAULTS if f.name == "429 with Retry-After").play(site)
    assert refresh()[0] == 0 and waits == [1]


def test_quick_manners_differ_from_the_real_ones_in_time_alone():
    real, quick = dataclasses.asdict(Manners()), dataclasses.asdict(QUICK)
    changed = {name for name in real if real[name] != quick[name]}
    assert changed == {"connect", "read", "tries", "backoff", "pause"}
