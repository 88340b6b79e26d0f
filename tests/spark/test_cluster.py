"""A real standalone cluster gives the rows of one machine, and so does a server of Spark Connect:
marts, and claims with their edits."""

import subprocess
import time

import duckdb
import pytest

from ratebook.cli.main import main
from ratebook.home import Home
from tests.bench import claims as bench
from tests.claims.conftest import NAMES
from tests.support import cms, oracle_claims, spark

pytestmark = [pytest.mark.cms, pytest.mark.slow]
NCCI = """
    RVU23B RVU24C AOC-2024-07 PTP-PRACTITIONER-2024-07 PTP-HOSPITAL-2024-07
    MUE-PRACTITIONER-2024-07 MUE-HOSPITAL-2024-07 MUE-DME-2024-07
"""
LINES = 200_000
SECONDS = 900  # of a job on a busy machine


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home with what the oracle's lines are priced by, and NCCI's edits of a quarter."""
    folder = tmp_path_factory.mktemp("spark-home")
    names = sorted({*NAMES.split(), *NCCI.split()})
    assert main(["refresh", *names, "--home", str(folder), "--cms", str(cms.FOLDER)]) == 0
    return Home(folder)


@pytest.fixture(scope="module")
def lake(home, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lake")
    assert main(["export", "--inputs", "--to", str(folder), "--home", str(home.folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    return spark.environment(tmp_path_factory.mktemp("pyspark") / "environment")


@pytest.fixture(scope="module")
def cluster(python, tmp_path_factory):
    with spark.cluster(python, tmp_path_factory.mktemp("spark") / "cluster") as made:
        yield made


@pytest.fixture
def server(python, tmp_path):
    client = spark.environment(tmp_path / "client", spark.CLIENT)
    with spark.connect(python, client, tmp_path / "server") as made:
        yield made


@pytest.mark.parametrize(("mart", "where"), [
    ("pfs_payment", "release = 'RVU25D'"),
    ("payment_by_site", "effective_from = date '2024-07-01'"),
])  # fmt: skip
def test_a_mart_has_the_same_rows(cluster, home, lake, tmp_path, mart, where):
    job = [cluster.python, "-m", "tests.support.spark_mart"]
    words = [cluster.address, lake, mart, where, tmp_path / "there"]
    done = subprocess.run([*job, *map(str, words)], capture_output=True, text=True,
                          env=cluster.settings, cwd=spark.ROOT, timeout=SECONDS)  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    with duckdb.connect(home.database.as_posix(), read_only=True) as con:
        (rows,) = con.execute(
            f"copy (from {mart} where {where}) to '{tmp_path}/here.parquet'"
        ).fetchone()
    assert rows > 1_000_000
    assert main(["reconcile", str(tmp_path / "here.parquet"), str(tmp_path / "there")]) == 0


@pytest.fixture(scope="module")
def claims(home, tmp_path_factory):
    """Lines of the bench and of the oracle, as two files of text in a folder."""
    folder = tmp_path_factory.mktemp("claims")
    rows = oracle_claims.rows("claims.csv")
    lines = [oracle_claims.professional(row) for row in rows if row["setting"] != "hospital"]
    lines += [oracle_claims.hospital(row) for row in rows if row["setting"] == "hospital"]
    lines += [oracle_claims.grouped(row) for row in oracle_claims.rows("claims_opps_random.csv")]
    text = oracle_claims.written(folder.with_suffix(".csv"), lines)
    with duckdb.connect(home.database.as_posix(), read_only=True) as con:
        bench.make(con, folder.with_suffix(".bench"), LINES)
        for name, read in (("bench", f"read_parquet('{folder}.bench')"),
                           ("oracle", f"read_csv('{text}', all_varchar = true)")):  # fmt: skip
            con.execute(f"copy (select columns(*)::varchar from {read}) "
                        f"to '{folder}/{name}.parquet'")  # fmt: skip
    return folder


def test_a_server_of_spark_connect_prices_alike(server, home, lake, claims, tmp_path):
    """Its client has neither a Java nor the jars; what it leaves is the lines alone, numbered
    through two files."""
    some, here, out = tmp_path / "two", tmp_path / "here.parquet", tmp_path / "out"
    some.mkdir()
    for half in range(2):
        duckdb.sql(f"copy (from read_parquet('{claims}/oracle.parquet') "
                   f"where hash(claim_id) % 2 = {half}) to '{some}/{half}.parquet'")  # fmt: skip
    words = ["--edits", "off", "--home", str(home.folder)]
    assert main(["reprice", str(some), "--to", str(here), *words]) == 0
    for where, said in ((tmp_path / "none.csv", "do the workers see it?"), (some, "")):
        job = server.ratebook("reprice", where, "--to", out / "there", "--lake", lake, *words,
                              "--engine", server.address)  # fmt: skip
        _, error = job.communicate(timeout=SECONDS)
        assert job.returncode == (1 if said else 0) and said in error, error[-2000:]
    assert [path.name for path in out.iterdir()] == ["there"]
    assert main(["reconcile", str(here), str(out / "there")]) == 0


def test_a_row_that_is_no_csv_stops_the_run(cluster, lake, tmp_path):
    bad = tmp_path / "claims.csv"
    bad.write_text("claim_id,claim_line_number,claim_type,claim_line_start_date,hcpcs_code\nA,1\n")
    words = [bad, "--to", tmp_path / "there", "--lake", lake, "--engine", cluster.address]
    _, error = (job := cluster.ratebook("reprice", *words)).communicate(timeout=SECONDS)
    assert job.returncode == 1 and "cannot be read as csv" in error
    assert not list(tmp_path.glob("there*"))


def test_more_than_executors_hold_is_priced_alike_though_a_worker_dies(
    cluster, home, lake, claims, tmp_path
):
    """Two executors of 512 MB, and 1.2 GB of csv: each line has a note of 6,000 characters. A
    machine loses its power when the lines are read and not yet priced."""
    cluster.executors_of("512m")
    folder, here, there = tmp_path / "csv", tmp_path / "here.parquet", tmp_path / "there"
    folder.mkdir()
    lines = f"from read_parquet('{claims}/*.parquet', union_by_name = true)"
    for part in range(4):
        duckdb.sql(f"copy (select *, repeat('note ', 1200) as note {lines} "
                   f"where hash(claim_id) % 4 = {part}) to '{folder}/{part}.csv'")  # fmt: skip
    assert sum(file.stat().st_size for file in folder.iterdir()) > 2 * 512 * 1024**2
    assert main(["reprice", str(folder), "--to", str(here), "--home", str(home.folder)]) == 0
    job = cluster.ratebook("reprice", folder, "--to", there, "--lake", lake, "--engine",
                           cluster.address)  # fmt: skip
    deadline = time.monotonic() + SECONDS
    while not list(tmp_path.glob("there.steps-*/claim_lines/_SUCCESS")) and job.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    spark.kill(cluster.workers[0])
    said, error = job.communicate(timeout=SECONDS)
    assert job.returncode == 0, error[-2000:]
    assert "lines" in said and not list(tmp_path.glob("there.steps-*"))
    assert main(["reconcile", str(here), str(there)]) == 0
