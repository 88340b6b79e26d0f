"""The package: a small face for Python, extras that say what to type, and a wheel that harms
nobody."""

import subprocess
import sys
from decimal import Decimal
from importlib.metadata import requires
from pathlib import Path

import pytest

import ratebook
from ratebook.cli.main import main
from ratebook.errors import AnswerError, UsageError
from ratebook.extras import EXTRAS

BILLS = Path(__file__).parents[2] / "docs/how-to/bills.837"


@pytest.fixture
def rb(sample_home):
    with ratebook.open(str(sample_home.folder)) as found:
        yield found


def test_python_asks_as_the_command_line_does(rb):
    answer = rb.show("20560", on="2026-07-01")
    assert answer["office"]["amount"] == Decimal("24.72")
    assert answer["hospital"]["total_amount"] == Decimal("41.91")
    assert rb.show("20560", on="2026-07-01", zip="35203")["office"]["amount"] == Decimal("22.82")


def test_explain_has_every_input_of_an_amount(rb):
    assert "33.4009" in str(rb.explain("20560", on="2026-07-01", locality="10112-00"))


def test_sql_is_a_relation_and_questions_may_stand_beside_it(rb):
    relation = rb.sql("select hcpcs, modifier from pfs_rvu where hcpcs = '20560'")
    rb.show("20560", on="2026-07-01")
    assert relation.columns == ["hcpcs", "modifier"] and relation.fetchall()[0][0] == "20560"


def test_a_question_without_an_answer_says_why(rb):
    with pytest.raises(AnswerError, match="99999"):
        rb.show("99999", on="2026-07-01")
    with pytest.raises(UsageError, match="yyyy-mm-dd"):
        rb.show("20560", on="July")


def test_a_refresh_is_seen_by_the_next_question(tmp_path):
    from tests.support import cms

    with ratebook.open(str(tmp_path), cms=str(cms.SAMPLE)) as rb:
        assert rb.refresh("RVU25D").new == {"RVU25D"}
        before = rb.sql("select count(*) from releases")
        rb.refresh("RVU26C")
        assert before.fetchall() == [(1,)]
        assert rb.sql("select count(*) from releases").fetchall() == [(2,)]


def test_importing_it_imports_nothing_heavy():
    code = "import sys, ratebook; print(*{'duckdb', 'polars', 'requests'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert found.stdout.strip() == ""


@pytest.mark.parametrize(
    ("module", "words", "extra"),
    [("psycopg", ["export", "gpci", "--format", "postgres", "--to", "postgresql://a@b/c"],
      "postgres"),
     ("deltalake", ["export", "gpci", "--format", "delta", "--to", "lake/"], "delta"),
     ("uvicorn", ["serve"], "serve"), ("orjson", ["page", "20560", "--to", "x.html"], "serve"),
     ("pyx12", ["reprice", str(BILLS), "--to", "x.csv"], "x12")],
)  # fmt: skip
def test_a_verb_without_its_extra_says_what_to_type(
    sample_home, monkeypatch, capsys, module, words, extra
):
    monkeypatch.setitem(sys.modules, module, None)
    assert main([*words, "--home", str(sample_home.folder)]) == 1
    assert f"pip install 'ratebook[{extra}]'" in capsys.readouterr().err


def test_what_an_extra_is_asked_for_is_in_it():
    given = [text.lower() for text in requires("ratebook") or []]
    for extra, packages in EXTRAS.items():
        for name in packages:
            fits = [g for g in given if g.startswith(name)]
            assert any(f"extra == '{extra}'" in g or "extra" not in g for g in fits), name
