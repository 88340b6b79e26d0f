"""The documents say what is: the reference is current, queries print what they say, links lead
somewhere, and the site builds strictly."""

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ratebook.ask.statement import run
from tools import make_docs

QUERIES = (make_docs.DOCS / "queries.md").read_text()
ROOT = Path(__file__).parents[2]
EACH = [found["query"] for found in make_docs.QUERY.finditer(QUERIES)]


@pytest.fixture
def con(sample_home):
    with duckdb.connect(sample_home.database.as_posix(), read_only=True) as con:
        yield con


@pytest.mark.parametrize("page", ["tables", "commands", "settings", "profiles", "layouts"])
def test_the_reference_is_current(con, page):
    name = f"reference/{page}.md"
    text = (make_docs.DOCS / name).read_text()
    assert make_docs.reference(con)[name] == text, "run `python -m tools.make_docs`"


def test_the_site_builds_strictly(tmp_path):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    assert "payment rules" in (tmp_path / "rules" / "index.html").read_text().lower()


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


def test_every_verb_is_in_the_reference():
    from ratebook.cli.main import parser

    text = (make_docs.DOCS / "reference" / "commands.md").read_text()
    assert [verb for verb in parser().verbs if f"### ratebook {verb}\n" not in text] == []


def test_every_sql_file_that_a_document_names_is_there():
    pages = [page for page in make_docs.DOCS.rglob("*.md") if page.name != "tables.md"]
    named = {name for page in pages for name in re.findall(r"sql/[a-z_/]+\.sql", page.read_text())}
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []
