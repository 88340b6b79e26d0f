"""The page on X12 files prints what its commands print, over files that the tests write too."""

import re
import shlex

import pytest

from ratebook.cli.main import main
from tests.support import x12_files
from tests.support.cms import ROOT

PAGE = (ROOT / "docs/how-to/x12.md").read_text()
BLOCKS = re.findall(r"    \$ ratebook (.+)\n((?:    .+\n)+)", PAGE)


@pytest.mark.parametrize(("command", "printed"), BLOCKS, ids=range(len(BLOCKS)))
def test_a_command_prints_what_the_page_says(
    sample_home, tmp_path, monkeypatch, capsys, command, printed
):
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    (tmp_path / ".sample").symlink_to(sample_home.folder)
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(command)) == 0
    assert capsys.readouterr().out == re.sub("(?m)^    ", "", printed)


def test_the_files_beside_the_page_are_whole(read):
    for name, lines in (("bills.837", 4), ("payments.835", 4)):
        text = (ROOT / "docs/how-to" / name).read_text()
        assert len(read(text)) == lines
        assert text == x12_files.recounted(text)
