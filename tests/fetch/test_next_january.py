"""The new year: what a person sees on 1 January before CMS's files are there, and after."""

from datetime import date

import pytest

from ratebook import clock, refresh
from ratebook.cli.main import main
from tests.support import cms
from tests.support.next_january import MADE_OF, next_january
from tests.support.site import Site, show

pytestmark = pytest.mark.slow

BEFORE = ("RVU26C", "OPPS-2026-07", "ASC-2026-01")


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """A command on a day, against a site of one's own; gives status, stdout and stderr."""
    site = Site(cms.add(tmp_path / "site", *BEFORE, like=cms.SAMPLE))
    addresses = [cms.zip_of(name, site.folder).relative_to(site.folder) for name in BEFORE]
    show(site.folder, *zip(BEFORE, (f"/{address}" for address in addresses), strict=True))
    monkeypatch.setenv("RATEBOOK_CMS", site.url)

    def on(day: str, *words: str) -> tuple[int, str, str]:
        for module in (clock, refresh):
            monkeypatch.setattr(module, "today", lambda: date.fromisoformat(day))
        status = main([*words, "--home", str(tmp_path / "home")])
        return status, *capsys.readouterr()

    on.site = site
    assert on("2026-11-26", "refresh")[0] == 0
    yield on
    site.close()


def test_before_the_files_are_there_2026_is_not_taken_for_2027(run):
    status, out, _ = run("2027-01-01", "refresh")
    assert status == 0 and "no change" in out and "RVU27A since 2027-01-01" in out
    status, _, err = run("2027-01-01", "show", "20560")
    assert status == 1 and "2027-01-01" in err and "--on 2026-12-31" in err
    assert "$24.72" in run("2027-01-01", "show", "20560", "--on", "2026-12-31")[1]
    status, out, _ = run("2027-01-01", "status", "--strict")
    assert status == 1 and all(name in out for name in MADE_OF)


def test_files_that_come_in_december_are_in_effect_from_1_january(run):
    next_january(run.site.folder, *BEFORE)
    status, out, _ = run("2026-12-15", "refresh")
    assert status == 0 and "new: ASC-2027-01, OPPS-2027-01, RVU27A" in out
    assert "RVU26C" in run("2026-12-15", "show", "20560")[1]
    assert "RVU27A" in run("2026-12-15", "show", "20560", "--on", "2027-01-01")[1]
    assert "no change" in run("2027-01-01", "refresh")[1]
    assert "RVU27A" in run("2027-01-01", "show", "20560")[1]
    assert run("2027-01-01", "status", "--strict")[0] == 0
