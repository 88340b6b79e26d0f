"""The documents say what is: tables.md is current, queries.md prints what it says."""

from pathlib import Path

import duckdb
import pytest

from ratebook.ask.statement import run
from tools import make_docs

QUERIES = (make_docs.DOCS / "queries.md").read_text()
EACH = [found["query"] for found in make_docs.QUERY.finditer(QUERIES)]


@pytest.fixture
def con(sample_home):
    with duckdb.connect(sample_home.database.as_posix(), read_only=True) as con:
        yield con


def test_the_description_of_the_tables_is_current(con):
    current = (make_docs.DOCS / "tables.md").read_text()
    assert make_docs.tables(con) == current, "run `python -m tools.make_docs`"


def test_there_are_twenty_queries():
    assert len(EACH) == 20


@pytest.mark.parametrize("query", EACH, ids=range(1, len(EACH) + 1))
def test_a_query_prints_what_the_document_says(con, query):
    block = make_docs.answered(con, query)
    assert block in QUERIES, "run `python -m tools.make_docs`"


@pytest.mark.cms
@pytest.mark.parametrize("query", EACH, ids=range(1, len(EACH) + 1))
def test_a_query_finds_something_in_all_of_cms_s_files(genuine_home, query):
    with duckdb.connect(genuine_home.database.as_posix(), read_only=True) as con:
        assert run(con, query, 5).rows


def test_every_verb_is_in_the_readme():
    from ratebook.cli.main import parser

    verbs = parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    assert [verb for verb in verbs if f"ratebook {verb}" not in readme] == []
