"""A real warehouse of the genuine files, one of the sample, and a real server over either."""

import fcntl
import functools
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb
import pytest

from ratebook import refresh
from ratebook.catalog.scope import scope_of
from ratebook.home import Home
from ratebook.refresh import Report
from tests.support import cms

Rows = Callable[..., list[tuple]]
LONGEST = "test_cluster.py"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The file that takes longest begins first, so that no process waits for it at the end. Tests
    of genuine files are skipped, loudly, where there are none; never in CI."""
    items.sort(key=lambda item: item.path.name != LONGEST)
    if cms.FOLDER.is_dir():
        return
    if os.environ.get("CI"):
        raise pytest.UsageError(f"CI must have CMS's files in {cms.FOLDER}")
    reason = f"CMS's files are not in {cms.FOLDER} (RATEBOOK_TEST_CMS)"
    for item in items:
        if "cms" in item.keywords:
            item.add_marker(pytest.mark.skip(reason=reason))


def refreshed(home: Home, names: list[str]) -> Report:
    """A refresh as the command line does it, without words."""
    asked = scope_of(names, [], date(2026, 11, 24))
    return refresh.refresh(home, asked, False, lambda text: None)


def rows_of(database: Path) -> Rows:
    """A function that runs a query on a published warehouse."""

    def run(query: str, *params: object) -> list[tuple]:
        with duckdb.connect(database.as_posix(), read_only=True) as con:
            con.execute("set memory_limit = '8GB'")  # of two processes; more is spilled
            return con.sql(query, params=list(params)).fetchall()

    return run


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A function that gives the folder that a build has filled, once for all processes of a run:
    the first that asks builds it, and the others wait. Nobody changes what is in it."""

    def folder(name: str, build: Callable[[Path], object]) -> Path:
        base = tmp_path_factory.getbasetemp()
        shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
        found, built = shared / name, shared / f"{name}.built"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not built.exists():
                shutil.rmtree(found, ignore_errors=True)  # of a build that failed
                build(found)
                built.touch()
        return found

    return folder


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("sample"), str(cms.SAMPLE), "sample")
    from ratebook.sample import RELEASES

    refreshed(home, list(RELEASES))
    return home


@pytest.fixture
def sample(sample_home: Home) -> Rows:
    return rows_of(sample_home.database)


@pytest.fixture(scope="session")
def genuine_home(built_once: Callable[..., Path]) -> Home:
    """Every genuine release there is, built once."""

    def build(folder: Path) -> None:
        refreshed(Home(folder, str(cms.FOLDER)), cms.all_releases())

    return Home(built_once("genuine", build), str(cms.FOLDER))


@pytest.fixture
def genuine(genuine_home: Home) -> Rows:
    return rows_of(genuine_home.database)


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """Start a real server on loopback, over a folder or with a handler of one's own."""
    servers = []

    def start(folder: Path | None = None, handler: type | None = None) -> str:
        quiet = handler or type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": _silent})
        made = functools.partial(quiet, directory=str(folder)) if folder else quiet
        server = ThreadingHTTPServer(("127.0.0.1", 0), made)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def _silent(*args: object) -> None:
    return None


TRIED = {"fault": "faults: {0} tried, {1} survived", "messy": "messy inputs: {0} tried, {1} right"}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many faults and how many messy inputs were tried, and how many came out right."""
    for marker, says in TRIED.items():
        passed, failed = (_ran(terminalreporter, end, marker) for end in ("passed", "failed"))
        if passed or failed:
            terminalreporter.write_line(says.format(passed + failed, passed))


def _ran(reporter: pytest.TerminalReporter, outcome: str, marker: str) -> int:
    reports = reporter.stats.get(outcome, [])
    return sum(marker in report.keywords and report.when == "call" for report in reports)
