"""A warehouse as it was known on an earlier day; and what holds on a day, 2020 to 2026."""

from datetime import date

import duckdb
import pytest

from ratebook.archive.entry import Entry
from ratebook.build.as_known_on import known_from
from ratebook.cli.main import main
from tests.support import cms


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """RVU25A, OPPS-2025-01 and two postings of RVU25D."""
    folder = tmp_path_factory.mktemp("home")
    words = ["--cms", str(cms.SAMPLE), "--home", str(folder)]
    assert main(["refresh", "RVU25D", "RVU26C", "OPPS-2025-01", *words]) == 0
    return folder


def releases(file):
    with duckdb.connect(str(file), read_only=True) as con:
        return [name for (name,) in con.sql("select release from releases order by 1").fetchall()]


def test_what_cms_had_not_posted_by_then_is_left_out(home, tmp_path, capsys):
    before = (home / "warehouse" / "ratebook.duckdb").read_bytes()
    words = ["refresh", "--known-on", "2025-08-01", "--to", str(tmp_path / "then.duckdb")]
    assert main([*words, "--home", str(home)]) == 0
    assert "RVU25D" in capsys.readouterr().out  # posted on 11 September 2025
    assert releases(tmp_path / "then.duckdb") == ["OPPS-2025-01"]
    assert (home / "warehouse" / "ratebook.duckdb").read_bytes() == before


def test_on_the_day_of_posting_it_is_known(home, tmp_path):
    words = ["refresh", "--known-on", "2025-09-11", "--to", str(tmp_path / "then.duckdb")]
    assert main([*words, "--home", str(home)]) == 0
    assert releases(tmp_path / "then.duckdb") == ["OPPS-2025-01", "RVU25D"]


@pytest.mark.parametrize("words", [["--known-on", "2025-08-01"], ["--to", "x.duckdb"]])
def test_a_day_and_a_file_go_together(home, words):
    assert main(["refresh", *words, "--home", str(home)]) == 2


def test_nothing_known_by_then_is_told(home, tmp_path, capsys):
    words = ["refresh", "--known-on", "2010-01-01", "--to", str(tmp_path / "then.duckdb")]
    assert main([*words, "--home", str(home)]) == 1
    assert "was known on 2010-01-01" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("posted", "modified", "revision", "day"),
    [
        ("2025-09-11", "", 1, date(2025, 9, 11)),
        ("", "", 1, date(2025, 10, 1)),  # the first posting: by its first day at the latest
        ("", "Thu, 11 Sep 2025 12:00:00 GMT", 1, date(2025, 9, 11)),
        ("", "", 2, date(2026, 11, 24)),
        ("", "Mon, 20 Oct 2025 12:00:00 GMT", 2, date(2025, 10, 20)),
    ],
)
def test_the_day_from_which_a_revision_was_known(posted, modified, revision, day):
    entry = Entry("RVU25D", "PFS", "", "", "", "", 0, "2026-11-24T00:00:00+00:00", posted,
                  last_modified=modified)  # fmt: skip
    assert known_from(entry, revision) == day
