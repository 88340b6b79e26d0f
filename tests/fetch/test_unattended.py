"""From nothing to every release that CMS's site has, and nothing the second time.

The site is the folder of genuine files and pages on loopback, with the license form played.
"""

import json
import re
import shutil
from collections import Counter

import duckdb
import pytest

from ratebook import catalog
from ratebook.archive import license
from ratebook.cli.main import main
from tests.support import cms
from tests.support.site import LICENCE, Site, show, with_files

pytestmark = pytest.mark.cms
GATED = ("/files/zip/", "opps-add", "asc-a", "nfrm", "asc-")


def gate(site: Site) -> None:
    """Play CMS's license form: before it, and on a file that is asked for without accepting."""

    def form(handler, before):
        accepted = "agree=yes" in handler.path
        return not accepted and handler.reply(200, LICENCE, **{"Content-Type": "text/html"})

    site.played["/license/ama"] = form
    for file in (site.folder / "files" / "zip").rglob("*.zip"):
        path = "/" + file.relative_to(site.folder).as_posix()
        if any(word in path.lower() for word in ("opps-add", "asc-add", "asc-app", "nfrm")):
            site.played[path] = form


@pytest.fixture(scope="module")
def site():
    found = Site(cms.FOLDER)
    gate(found)
    yield found
    found.close()


@pytest.fixture(scope="module")
def first(site, tmp_path_factory):
    """The home and the exit status of a first run by somebody who has accepted the license."""
    home = tmp_path_factory.mktemp("home")
    assert main(["accept-ama-license", "--home", str(home)]) == 0
    return home, main(words(site, home))


def words(site, home):
    return ["refresh", "--since", "2019", "--cms", site.url, "--home", str(home)]


def test_every_release_that_is_there_is_loaded(first):
    home, status = first
    with duckdb.connect(str(home / "warehouse/ratebook.duckdb"), read_only=True) as con:
        found = con.sql("select dataset, count(*) from releases group by 1 order by 1").fetchall()
        revised = con.sql("select release from releases where revision > 1").fetchall()
    assert status == 0
    there = Counter(catalog.release(name).dataset for name in cms.all_releases())
    assert found == sorted(there.items())
    assert ("OPPS-2020-01",) in revised  # its correction; the file before it is in raw/ too


def test_a_second_run_is_no_change_and_lists_what_leads_nowhere(first, site, capsys):
    home, _ = first
    database = home / "warehouse" / "ratebook.duckdb"
    before = database.stat().st_mtime_ns, database.read_bytes()
    assert main(words(site, home)) == 0
    out = capsys.readouterr().out
    assert "no change" in out and re.search(
        r"listed by CMS, but the link is broken, \d+: RVU19A", out
    )
    assert (database.stat().st_mtime_ns, database.read_bytes()) == before


def test_status_tells_what_is_loaded_what_leads_nowhere_and_what_is_due(first, site, capsys):
    home, _ = first
    online = ["--online", "--cms", site.url]
    for extra in ([], online):
        assert main(["status", "--json", "--strict", "--home", str(home), *extra]) == 1
        cells = json.loads(capsys.readouterr().out)["quarters"]
        states = {cell["release"]: cell["state"] for cell in cells}
        assert states["RVU25D"] == "loaded" and states["RVU26A"] == "nowhere"
        assert states["RVU26D"] == "due" and states["OPPS-2020-01"] == "loaded"


def test_until_the_license_is_accepted_the_files_behind_it_wait(site, tmp_path, capsys):
    assert main(words(site, tmp_path)) == 1
    said = capsys.readouterr()
    assert "ratebook accept-ama-license" in said.err and "OPPS-2026-07" in said.err
    assert not (tmp_path / "raw" / "OPPS").exists() and (tmp_path / "raw" / "PFS").exists()
    assert main(["status", "--home", str(tmp_path)]) == 0
    assert "OPPS-2026-07: license" in capsys.readouterr().out


def test_accepting_by_the_environment_is_written_down_once(site, tmp_path, monkeypatch):
    monkeypatch.setenv(license.SETTING, "yes")
    run = ["refresh", "OPPS-2026-07", "--cms", site.url, "--home", str(tmp_path)]
    assert main(run) == 0 and main(run) == 0
    lines = (tmp_path / "raw" / "manifest.jsonl").read_text().splitlines()
    (accepted,) = [json.loads(line) for line in lines if "accepted" in line]
    assert accepted["notice"] == license.NOTICE and accepted["at"]


def test_a_new_quarter_and_a_re_post_are_all_that_the_next_run_takes(tmp_path, capsys):
    site = Site(with_files(tmp_path / "site", "RVU25D", "OPPS-2025-01"))
    home = str(tmp_path / "home")
    assert main(["refresh", "--since", "2025", "--cms", site.url, "--home", home]) == 0
    again = "/files/zip/january-2025-opps-addendum-b-updated-02/03/2025.zip"
    target = site.folder / again.lstrip("/")
    target.parent.mkdir(parents=True)
    shutil.copyfile(cms.zip_of("OPPS-2025-01"), target)  # the genuine one, of all codes
    cms.add(site.folder, "RVU26C", like=cms.SAMPLE)
    show(site.folder, "RVU25D", "RVU26C", ("OPPS-2025-01", again))
    capsys.readouterr()
    assert main(["refresh", "--since", "2025", "--cms", site.url, "--home", home, "--json"]) == 0
    changes = json.loads(capsys.readouterr().out)["changes"]
    site.close()
    assert [(c["release"], c["revision"]) for c in changes] == [("OPPS-2025-01", 2), ("RVU26C", 1)]
