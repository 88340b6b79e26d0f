"""A large file in batches, and a file in shards, come to what one run comes to."""

import duckdb
import pytest

from ratebook.claims import batches
from ratebook.cli.main import main
from tests.support import oracle_claims

pytestmark = pytest.mark.cms
ALL = "select * exclude (steps), steps::varchar from '{}' order by line_row"


@pytest.fixture
def claims(office, tmp_path):
    """Sixty lines of twenty patients, some of whose lines do not name them."""
    lines = [
        office(code, claim_id=f"c{n}", claim_line_number=str(place), person_id=f"p{n // 2}")
        | ({"person_id": ""} if place == 2 and n % 3 == 0 else {})
        for n in range(20)
        for place, code in enumerate(("45385", "45380-59", "97110-GP"), 1)
    ]
    return oracle_claims.written(tmp_path / "claims.csv", lines)


@pytest.fixture
def priced(claims_home, claims, tmp_path):
    """A function that reprices the file: its rows."""

    def run(*words, to="out.parquet"):
        at = ["--home", str(claims_home.folder)]
        assert main(["reprice", str(claims), "--to", str(tmp_path / to), *words, *at]) == 0
        return duckdb.sql(ALL.format(tmp_path / to)).fetchall()

    return run


def test_batches_are_one_run(priced, monkeypatch):
    whole = priced()
    monkeypatch.setattr(batches, "LARGEST", 10)
    assert priced(to="batched.parquet") == whole


def test_shards_are_one_run_row_for_row(priced):
    parts = [priced("--shard", f"{n}/3", to=f"{n}.parquet") for n in (1, 2, 3)]
    assert sorted(row for part in parts for row in part) == sorted(priced())
    assert all(parts)


@pytest.mark.parametrize("shard", ["0/3", "4/3", "3", "a/b"])
def test_a_shard_that_is_no_part_is_refused(claims, claims_home, tmp_path, capsys, shard):
    words = ["reprice", str(claims), "--to", str(tmp_path / "x.csv"), "--shard", shard]
    assert main([*words, "--home", str(claims_home.folder)]) == 2
    assert "--shard takes a part of a whole, as 2/8" in capsys.readouterr().err
