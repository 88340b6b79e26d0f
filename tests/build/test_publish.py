"""A warehouse is swapped in whole: killed, locked out or unwritable, the old one stays."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ratebook.build import publish
from ratebook.cli.main import main
from ratebook.home import Home
from tests.support import cms

pytestmark = pytest.mark.slow

REFRESH = [sys.executable, "-m", "ratebook", "refresh"]


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


def test_the_log_of_a_writer_that_died_is_not_replayed_into_the_new_warehouse(home):
    """DuckDB would apply it to whatever file has the name."""
    database = home / "warehouse" / "ratebook.duckdb"
    code = (
        f"import duckdb, os; con = duckdb.connect({str(database)!r});"
        "con.execute('update internal.site_codes set conversion_factor = 99');"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code])
    assert database.with_name("ratebook.duckdb.wal").exists()
    assert main(["show", "20560", "--on", "2026-08-01", "--home", str(home)]) == 1
    assert main(["refresh", "--offline", "--home", str(home)]) == 0
    with duckdb.connect(database.as_posix(), read_only=True) as con:
        factors = con.sql("select distinct conversion_factor from internal.site_codes").fetchall()
    assert sorted(str(factor) for (factor,) in factors) == ["33.4009", "33.5675"]


@pytest.mark.parametrize("damage", ["gone", "empty"])
def test_staging_that_is_not_whole_is_made_again(home, damage):
    (part,) = (home / "warehouse" / ".staging" / "RVU26C").glob("*/pprrvu.*")
    part.unlink() if damage == "gone" else part.write_bytes(b"")
    assert main(["refresh", "--offline", "--home", str(home)]) == 0
    assert main(["show", "20560", "--on", "2026-08-01", "--home", str(home)]) == 0


def test_one_bad_release_does_not_hold_up_the_others(home, tmp_path, capsys):
    bad = cms.site_with(tmp_path / "bad", "RVU25D", {"GPCI": None}, cms.SAMPLE)
    good = cms.add(tmp_path / "good", "OPPS-2026-07", like=cms.SAMPLE)
    assert main(["refresh", "RVU25D", "--cms", str(bad), "--home", str(home)]) == 1
    assert "RVU25D is set aside" in capsys.readouterr().err
    assert main(["refresh", "OPPS-2026-07", "--cms", str(good), "--home", str(home)]) == 0
    assert whole(home) == {"RVU26C", "OPPS-2026-07"}


def test_a_file_that_was_set_aside_stays_aside_while_cms_has_it(home, tmp_path, capsys):
    """Else a weekly run would fail each week, and every other release with it."""
    site = cms.site_with(tmp_path / "site", "RVU25D", {"GPCI": None}, cms.SAMPLE)
    cms.add(site, "OPPS-2025-01", like=cms.SAMPLE)
    words = ["refresh", "--year", "2025", "--cms", str(site), "--home", str(home)]
    assert main(words) == 1 and whole(home) == {"RVU26C", "OPPS-2025-01"}
    assert "set aside RVU25D; going on without" in capsys.readouterr().out
    assert main(words) == 1 and whole(home) == {"RVU26C", "OPPS-2025-01"}
    told = capsys.readouterr().err
    assert "missed RVU25D: CMS still posts the file that was set aside" in told
    assert "has no GPCI table" in told


def test_a_bad_re_post_leaves_the_good_revision_in_force(home, tmp_path):
    bad = cms.site_with(tmp_path / "bad", "RVU26C", {"GPCI": None}, cms.SAMPLE)
    assert main(["refresh", "RVU26C", "--cms", str(bad), "--home", str(home)]) == 1
    assert main(["refresh", "--offline", "--home", str(home)]) == 0
    assert whole(home) == {"RVU26C"}


def test_a_warehouse_of_another_version_is_told(home, capsys):
    database = home / "warehouse" / "ratebook.duckdb"
    with duckdb.connect(database.as_posix()) as con:
        con.execute("update about set schema_version = 'older'")
    assert main(["show", "20560", "--home", str(home)]) == 1
    assert "refresh --offline" in capsys.readouterr().err


def test_the_warehouse_before_is_kept(home):
    before = digest(home)
    assert main(["refresh", "RVU25D", "--cms", str(cms.SAMPLE), "--home", str(home)]) == 0
    (kept,) = (home / "warehouse" / "kept").iterdir()
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == before


def test_building_from_the_same_raw_gives_the_same_rows(home, tmp_path):
    other = tmp_path / "other"
    for name in ("RVU25D", "RVU26C"):
        assert main(["refresh", name, "--cms", str(cms.SAMPLE), "--home", str(other)]) == 0
    assert main(["refresh", "RVU25D", "--cms", str(cms.SAMPLE), "--home", str(home)]) == 0
    tables = ("pfs_rvu", "gpci", "payment_by_site", "localities", "internal.rate_periods", "checks")
    for table in tables:
        assert _rows(home, table) == _rows(other, table), table


def _rows(home: Path, table: str) -> list[tuple]:
    with duckdb.connect((home / "warehouse" / "ratebook.duckdb").as_posix(), read_only=True) as con:
        return con.sql(f"select * from {table} order by all limit 20000").fetchall()


def test_a_release_more_reads_that_one_alone(home):
    """Each release is read once per content and code; the parquet of the others stays."""
    staging = home / "warehouse" / ".staging"
    before = {p: p.stat().st_mtime_ns for p in staging.rglob("*.parquet")}
    assert main(["refresh", "RVU25D", "--cms", str(cms.SAMPLE), "--home", str(home)]) == 0
    after = {p: p.stat().st_mtime_ns for p in staging.rglob("*.parquet")}
    assert before.items() <= after.items()
    assert {p.relative_to(staging).parts[0] for p in after.keys() - before.keys()} == {"RVU25D"}
