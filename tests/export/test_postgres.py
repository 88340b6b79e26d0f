"""A real PostgreSQL: types, key, comments and rights, and a swap that no reader sees half of."""

import signal
import subprocess
import sys
import threading
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ratebook.cli.main import main
from ratebook.export import postgres
from tests.support import pg

pytestmark = pytest.mark.slow

psycopg = pytest.importorskip("psycopg", reason="POSTGRES IS NOT TESTED: pip install psycopg")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with pg.server(tmp_path_factory.mktemp("pg") / "server") as address:
        yield address


@pytest.fixture
def db(server):
    """A connection to an empty schema."""
    with psycopg.connect(server, autocommit=True) as con:
        con.execute("drop schema public cascade; create schema public")
        yield con


@pytest.fixture
def load(server, sample_home):
    """Export from the sample into the server."""

    def run(*words: str, to: str = server, status: int = 0):
        home = ["--home", str(sample_home.folder)]
        assert main(["export", *words, "--format", "postgres", "--to", to, *home]) == status

    return run


@pytest.fixture
def rows(sample):
    """How many rows gpci has in the sample: all of them, and those of 2026."""
    return [
        sample(f"select count(*) from gpci where year(effective_from) >= {year}")[0][0]
        for year in (0, 2026)
    ]


def test_a_table_has_types_key_and_comments(load, db):
    load("pfs_payment", "--year", "2026")
    kinds = dict(db.execute(
        "select attname::text, format_type(atttypid, atttypmod) from pg_attribute "
        "where attrelid = 'pfs_payment'::regclass and attnum > 0"
    ).fetchall())  # fmt: skip
    assert kinds["nonfacility_amount"] == "numeric(12,2)" and kinds["locality"] == "text"
    assert kinds["effective_from"] == "date" and kinds["qp"] == "boolean"
    ((key,),) = db.execute("select pg_get_indexdef('pfs_payment_pkey'::regclass)").fetchall()
    assert key.endswith("(hcpcs, modifier, mac, locality, qp, release)")
    ((table, column),) = db.execute(
        "select obj_description(oid), col_description(oid, 1) from pg_class "
        "where relname = 'pfs_payment'"
    ).fetchall()
    assert table.startswith("What the physician fee schedule pays")
    assert column == "Five-character CPT or HCPCS code"


def test_the_rows_are_those_of_the_warehouse(load, db, sample):
    load("pfs_payment", "--year", "2026")
    figures = (
        "select count(*), sum(nonfacility_amount), count(caveat), min(locality), "
        "count(*) filter (where modifier = '') from pfs_payment "
        "where effective_from >= date '2026-01-01'"
    )
    assert db.execute(figures).fetchall() == sample(figures)


def test_every_table_can_be_loaded(load, db):
    for table in ("releases", "pfs_rvu", "rejects", "checks", "opps_rates"):
        load(table)
    ((fetched, day, rank),) = db.execute(
        "select fetched_at, effective_from, revision from releases where release = 'RVU26C'"
    ).fetchall()
    assert fetched.year >= 2026 and day == date(2026, 7, 1) and rank == 1


def test_the_manifest_lies_beside_the_table(load, db, rows):
    load("gpci")
    load("--profile", "carrier-file", "--on", "2026-08-01", "--table", "public.fees")
    found = dict(db.execute("select table_name, manifest from ratebook_manifest").fetchall())
    assert found["gpci"]["rows"] == rows[0] and found["fees"]["name"] == "carrier-file"
    assert [r["release"] for r in found["fees"]["releases"]] == ["RVU26C"]


def test_an_export_again_keeps_rights_and_owner(load, db):
    db.execute("drop role if exists analyst; create role analyst")
    load("gpci")
    db.execute("grant select on gpci to analyst with grant option; grant select on gpci to public")
    before = db.execute("select relacl::text from pg_class where relname = 'gpci'").fetchall()
    load("gpci")
    assert (
        db.execute("select relacl::text from pg_class where relname = 'gpci'").fetchall() == before
    )
    assert db.execute(
        "select count(*) from pg_class where relname like '%loading%'"
    ).fetchall() == [(0,)]


def test_a_reader_sees_the_old_rows_or_the_new_ones(load, db, server, rows):
    load("gpci", "--table", "t")
    seen, done = set(), threading.Event()

    def look() -> None:
        with psycopg.connect(server, autocommit=True) as con:
            while not done.is_set():
                seen.add(con.execute("select count(*) from t").fetchone()[0])

    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    for more in (["--year", "2026"], [], ["--year", "2026"]):
        load("gpci", *more, "--table", "t")
    done.set()
    for reader in readers:
        reader.join()
    assert seen == set(rows)


def test_a_transaction_that_began_before_sees_all_of_one_table(load, db, server, rows):
    load("gpci", "--table", "t")
    with psycopg.connect(server) as old:
        old.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        old.execute("select 1")  # its snapshot is from before the swap
        load("gpci", "--year", "2026", "--table", "t")
        assert old.execute("select count(*) from t").fetchone() == (rows[1],)


def test_the_swap_waits_for_a_reader(load, db, server, monkeypatch, rows):
    monkeypatch.setattr(postgres, "WAIT", "50ms")
    monkeypatch.setattr(postgres, "PAUSE", 0.05)
    load("gpci", "--table", "t")
    with psycopg.connect(server) as reader:
        assert reader.execute("select count(*) from t").fetchone() == (rows[0],)
        writer = threading.Thread(target=load, args=("gpci", "--year", "2026", "--table", "t"))
        writer.start()
        time.sleep(1.0)
        # Others still read the old rows.
        assert db.execute("select count(*) from t").fetchone() == (rows[0],)
        assert reader.execute("select count(*) from t").fetchone() == (rows[0],)
        reader.rollback()
        writer.join()
    assert db.execute("select count(*) from t").fetchone() == (rows[1],)


def test_a_reader_that_does_not_end_is_told_of(load, db, server, monkeypatch, capsys, rows):
    monkeypatch.setattr(postgres, "WAIT", "50ms")
    monkeypatch.setattr(postgres, "PATIENCE", 0)
    load("gpci", "--table", "t")
    with psycopg.connect(server) as reader:
        reader.execute("select count(*) from t")
        load("gpci", "--year", "2026", "--table", "t", status=1)
    assert "the old table is in use by readers" in capsys.readouterr().err
    assert db.execute("select count(*) from t").fetchone() == (rows[0],)


def test_a_view_on_the_table_stops_the_export_and_nothing_is_lost(load, db, capsys):
    load("gpci")
    db.execute("create view alabama as select * from gpci where state = 'AL'")
    before = db.execute("select count(*) from alabama").fetchone()
    load("gpci", "--year", "2026", status=1)
    assert "alabama depends on it" in capsys.readouterr().err
    assert db.execute("select count(*) from alabama").fetchone() == before


def test_a_table_of_somebody_else_is_not_replaced(load, db, capsys):
    db.execute("create table gpci (precious text)")
    load("gpci", status=1)
    assert "Ratebook did not make it" in capsys.readouterr().err
    assert db.execute("select count(*) from gpci").fetchone() == (0,)


def test_real_data_is_not_replaced_by_the_sample_nor_by_nothing(load, db, capsys, rows):
    load("gpci")
    load("gpci", "--where", "mac = '99999'", status=1)
    db.execute('update ratebook_manifest set manifest = manifest || \'{"origin": "cms"}\'')
    load("gpci", status=1)
    assert "public.gpci is real data" in capsys.readouterr().err
    assert db.execute("select count(*) from gpci").fetchone() == (rows[0],)


def test_rows_without_a_key_of_their_own_are_refused_by_the_server(load, db, capsys):
    load("--query", "select 1 as a, 'x' as b, null as c, 1.5::decimal(9, 4) as d", "--table", "q")
    assert db.execute("select * from q").fetchall() == [(1, "x", None, Decimal("1.5000"))]
    load("--query", "select error('no rows for you') from gpci", "--table", "q", status=1)
    assert "no rows for you" in capsys.readouterr().err
    assert db.execute("select count(*) from q").fetchone() == (1,)


def test_no_error_says_the_password(load, server, capsys):
    wrong = server.replace("ratebook:", "nobody:")
    for to in (wrong, wrong.replace("127.0.0.1", "nowhere.invalid"), f"{server}?nonsense=1"):
        load("gpci", to=to, status=2 if "nonsense" in to else 1)
        said = capsys.readouterr()
        assert pg.PASSWORD not in said.err + said.out and "postgresql://" in said.err


def test_a_killed_export_leaves_the_old_table(load, db, server, sample_home, rows):
    load("gpci", "--table", "t")
    words = ["export", "pfs_payment", "--format", "postgres", "--table", "t", "--to", server]
    command = [sys.executable, "-m", "ratebook", *words, "--home", str(sample_home.folder)]
    waiting = "select count(*) from pg_locks where not granted"
    with psycopg.connect(server) as reader:
        reader.execute("select count(*) from t")  # so that it gets as far as the swap, and waits
        running = subprocess.Popen(command, cwd=ROOT)
        while db.execute(waiting).fetchone() == (0,) and running.poll() is None:
            time.sleep(0.01)
        running.kill()
        assert running.wait() == -signal.SIGKILL
    assert db.execute("select count(*) from t").fetchone() == (rows[0],)
    load("gpci", "--year", "2026", "--table", "t")
    assert db.execute("select count(*) from t").fetchone() == (rows[1],)
    assert not list(sample_home.warehouse.glob(".exporting-*"))


@pytest.mark.parametrize("to", ["host/db", "x.csv", "mysql://a@b/c"])
def test_an_address_that_is_none_is_wrong_usage(load, to):
    load("gpci", to=to, status=2)
