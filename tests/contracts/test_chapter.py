"""The chapter on contracts: every command in it prints what the chapter says, on the sample."""

import csv
import re
import shlex
from pathlib import Path

import pytest

from ratebook.cli.main import main
from tests.support import cms

CHAPTER = (cms.ROOT / "docs/how-to/contracts.md").read_text()
COMMAND = re.compile(r"^    \$ ratebook (?P<words>.+)\n(?P<said>(?:(?:    .*)?\n)*)", re.M)
EACH = [(found["words"], found["said"]) for found in COMMAND.finditer(CHAPTER)]


@pytest.fixture
def folder(tmp_path, sample_home, monkeypatch) -> Path:
    """A folder in which the commands of the chapter run as they stand."""
    (tmp_path / "docs").symlink_to(cms.ROOT / "docs")
    (tmp_path / ".sample").symlink_to(sample_home.folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_there_are_five_commands():
    assert len(EACH) == 5


@pytest.mark.parametrize(("words", "said"), EACH, ids=[words[:16] for words, _ in EACH])
def test_a_command_prints_what_the_chapter_says(folder, capsys, words, said):
    assert main(shlex.split(words)) == 0
    expected = [line.removeprefix("    ") for line in said.rstrip().split("\n")]
    assert capsys.readouterr().out.rstrip().split("\n") == expected


def test_the_lines_that_were_short_are_those_of_the_chapter(folder):
    assert main(shlex.split(EACH[1][0])) == 0
    with (folder / "short.csv").open(newline="") as opened:
        rows = list(csv.DictReader(opened))
    columns = ("claim_id", "hcpcs_code", "contract_term", "contract_allowed", "allowed_amount",
               "contract_short")  # fmt: skip
    told = [f"| {' | '.join(row[name] for name in columns)} |" for row in rows]
    assert told == [line for line in CHAPTER.split("\n") if line in told]
    assert len(told) == 7


def test_the_report_names_no_claim(folder):
    assert main(shlex.split(EACH[1][0])) == 0
    text = (folder / "short.html").read_text()
    assert "What was due by the contract" in text and "Bluebird Health" in text
    assert "CATARACT" not in text and "EYE-OFFICE" not in text and "Dogwood" not in text
