"""What CMS posts again, withdraws or packs again; and that arriving in another order changes
nothing."""

import os
import re
import shutil
import time
import zipfile
from datetime import UTC, datetime, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ratebook import catalog
from ratebook.archive import raw as raw_module
from ratebook.archive.entry import Entry
from ratebook.archive.raw import Raw, sha256
from ratebook.cli.main import main
from ratebook.fetch import site as site_module
from tests.build.test_faults import QUICK
from tests.support import cms
from tests.support.faults import ADDRESS, LISTING
from tests.support.site import DOWNLOADS, ROW, Site, page, show, with_files

pytestmark = pytest.mark.slow

NEW_FIELDS = ("order", "page", "noted_on", "offered_bytes", "packed_on")
REPOST = "/files/zip/rvu25d-updated-10/20/2025.zip"


def changed(folder, address):
    """Another file of RVU25D (20560's work unit is 0.33 in it) at an address of the site."""
    other = cms.site_with(folder / "other", "RVU25D", {"PPRRVU": one_hundredth_more}, cms.SAMPLE)
    target = folder / "site" / address.lstrip("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(cms.zip_of("RVU25D", other), target)
    return target


def one_hundredth_more(data: bytes) -> bytes:
    """20560 with 0.33 for its work and the totals that go with it."""
    lines = data.split(b"\r\n")
    at = next(i for i, line in enumerate(lines) if line.startswith(b"20560,"))
    cells = lines[at].split(b",")
    for index, value in ((5, b"0.33"), (11, b"0.77"), (12, b"0.46")):
        cells[index] = value
    lines[at] = b",".join(cells)
    return b"\r\n".join(lines)


@pytest.fixture
def site(tmp_path, monkeypatch):
    monkeypatch.setattr(site_module, "manners", lambda loopback: QUICK)
    found = Site(with_files(tmp_path / "site", "RVU25D"))
    yield found
    found.close()


@pytest.fixture
def refresh(site, tmp_path, capsys):
    def run() -> str:
        home = str(tmp_path / "home")
        assert main(["refresh", "--since", "2025", "--cms", site.url, "--home", home]) == 0
        return "".join(capsys.readouterr())

    run()
    return run


def work(tmp_path):
    """The work unit of 20560, and the revision in force."""
    with duckdb.connect(str(tmp_path / "home/warehouse/ratebook.duckdb"), read_only=True) as con:
        return con.sql(
            "select work_rvu::varchar, revision from pfs_rvu join releases using (release) "
            "where hcpcs = '20560'"
        ).fetchall()


def test_nothing_new_is_no_change_and_touches_nothing(site, refresh, tmp_path):
    database = tmp_path / "home" / "warehouse" / "ratebook.duckdb"
    before = state(database)
    assert "no change" in refresh()
    assert site.headers_of(ADDRESS)[-1]["If-Modified-Since"]
    assert state(database) == before


def state(database):
    """All that a run without news must leave alone."""
    manifest = database.parents[1] / "raw" / "manifest.jsonl"
    return database.stat().st_mtime_ns, database.read_bytes(), manifest.read_bytes()


def test_an_etag_that_is_unchanged_saves_the_download(site, refresh, tmp_path):
    def with_etag(handler, before):
        if handler.headers.get("If-None-Match") == '"two"':
            return handler.reply(304)
        return handler.reply(200, cms.zip_of("RVU25D", cms.SAMPLE).read_bytes(), ETag='"two"')

    site.played[ADDRESS] = with_etag
    assert "no change" in refresh() and "no change" in refresh()
    assert site.headers_of(ADDRESS)[-1]["If-None-Match"] == '"two"'


def test_a_dated_re_post_replaces_its_release(site, refresh, tmp_path):
    changed(tmp_path, REPOST)
    show(site.folder, ("RVU25D", REPOST))
    assert "fetched RVU25D" in refresh()
    assert work(tmp_path) == [("0.3300", 2)]


def test_the_same_address_with_new_bytes_is_a_revision(site, refresh, tmp_path):
    changed(tmp_path, ADDRESS)
    refresh()
    assert work(tmp_path) == [("0.3300", 2)]


def test_new_bytes_hold_though_a_clock_went_back(site, refresh, tmp_path, monkeypatch):
    """Neither our clock nor the site's decides: what CMS shows now holds."""
    earlier = datetime.now(UTC) - timedelta(days=400)
    monkeypatch.setattr(raw_module, "now", lambda: earlier.isoformat(timespec="seconds"))
    target = changed(tmp_path, ADDRESS)
    os.utime(target, (earlier.timestamp(), earlier.timestamp()))
    refresh()  # http.server says 304 for an older file, as the condition asks
    site.played[ADDRESS] = lambda handler, before: handler.reply(200, target.read_bytes())
    refresh()
    assert work(tmp_path)[0][0] == "0.3300"


def test_a_withdrawn_re_post_gives_way_to_the_file_before(site, refresh, tmp_path):
    changed(tmp_path, REPOST)
    show(site.folder, ("RVU25D", REPOST))
    refresh()
    show(site.folder, ("RVU25D", ADDRESS))
    assert "that revision is in effect" in refresh()
    assert work(tmp_path) == [("0.3200", 1)]
    assert "no change" in refresh()


def test_a_zip_packed_again_with_the_same_members_is_no_change(site, refresh, tmp_path):
    target = site.folder / ADDRESS.lstrip("/")
    with zipfile.ZipFile(target) as old:
        members = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
        for name, data in members.items():
            new.writestr(name, data)
    os.utime(target, (later := time.time() + 60, later))
    assert "zipped again" in refresh()
    assert len(Raw(tmp_path / "home" / "raw").entries()) == 1
    assert "unchanged" not in refresh()  # asked with the new validators by then


def test_a_damaged_file_is_named_and_fetched_again(site, refresh, tmp_path, capsys):
    (file,) = (tmp_path / "home" / "raw" / "PFS").rglob("*.zip")
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert main(["verify", "--home", str(tmp_path / "home")]) == 1
    assert "RVU25D" in capsys.readouterr().out
    assert "no change" in refresh()
    assert main(["verify", "--home", str(tmp_path / "home")]) == 0


def test_a_release_that_the_catalog_does_not_know_is_loaded_and_told(site, refresh, tmp_path):
    again = "/files/zip/rvu25dr-posted-11/20/2025.zip"
    changed(tmp_path, again)
    show(site.folder, "RVU25D", ("RVU25DR", again))
    said = refresh()
    assert "fetched RVU25DR (new: not yet in the catalog)" in said
    assert "assumed to take effect on 2025-10-01" in said and "assumed to take effect" in refresh()
    with duckdb.connect(str(tmp_path / "home/warehouse/ratebook.duckdb"), read_only=True) as con:
        held = con.sql("select release from releases where effective_through is not null")
        assert held.fetchall() == [("RVU25DR",)]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """RVU26C and three postings of RVU25D, by CMS's kind of names."""
    folder = tmp_path_factory.mktemp("files")
    site = folder / "site"
    for address in (REPOST, "/files/zip/rvu25d-updated-11/01/2025.zip"):
        changed(folder, address)
    last = site / "files/zip/rvu25d-updated-11/01/2025.zip"
    with zipfile.ZipFile(last, "a") as archive:
        archive.writestr("note.pdf", b"posted again")
    cms.add(site, "RVU25D", "RVU26C", "OPPS-2026-07", like=cms.SAMPLE)
    return sorted((site / "files" / "zip").rglob("*.zip"))


TABLES = ("pfs_rvu", "gpci", "internal.site_codes", "opps_rates", "localities", "checks")


def tables(home):
    with duckdb.connect(str(home / "warehouse/ratebook.duckdb"), read_only=True) as con:
        sums = "select count(*), sum(hash(t)::hugeint) from {} as t"
        found = {table: con.sql(sums.format(table)).fetchall() for table in TABLES}
        found["releases"] = con.sql("select * exclude fetched_at from releases").fetchall()
    return found


@pytest.fixture(scope="module")
def at_once(files, tmp_path_factory):
    """The tables of a home to which all files were added by one command."""
    home = tmp_path_factory.mktemp("home")
    assert main(["add", *map(str, files), "--home", str(home)]) == 0
    return tables(home)


@settings(max_examples=3, deadline=None)
@given(st.data())
def test_the_order_of_arrival_changes_nothing(files, at_once, tmp_path_factory, data):
    other = tmp_path_factory.mktemp("other")
    for path in data.draw(st.permutations(files)):
        main(["add", str(path), "--home", str(other)])  # 1 where a later posting holds
    assert tables(other) == at_once


def corrected(
    tmp_path, names=("january-2025-opps-addendum-b", "january-2025-opps-addendum-b-correction")
):
    """A site with an Addendum B and its correction, each on a page of its own."""
    folder = with_files(tmp_path / "two", "OPPS-2025-01")
    first = folder / "files" / "zip" / "january-2025-opps-addendum-b.zip"
    second = first.with_stem(f"{first.stem}-correction")
    shutil.copyfile(first, second)
    with zipfile.ZipFile(second, "a") as archive:
        archive.writestr("note.pdf", b"corrected")
    listing = catalog.datasets()["OPPS"]["pages"][0]
    rows = []
    for path in (first, second):
        at = f"{listing}/{path.stem}"
        page(
            folder, at, path.stem, DOWNLOADS.format(links=f'<a href="/files/zip/{path.name}">x</a>')
        )
        rows.append(ROW.format(page=at, name=path.stem, year=2025))
    page(folder, listing, "OPPS", f"<table>{''.join(rows)}</table>")
    return Site(folder), f"/files/zip/{second.name}", f"{listing}/{second.stem}"


@pytest.mark.parametrize("which", ["file", "page"])
def test_a_correction_that_fails_for_once_goes_on_holding(tmp_path, monkeypatch, which):
    """A failure withdraws nothing."""
    monkeypatch.setattr(site_module, "manners", lambda loopback: QUICK)
    site, file, its_page = corrected(tmp_path)
    words = ["refresh", "--year", "2025", "--cms", site.url, "--home", str(tmp_path / "home")]
    raw = Raw(tmp_path / "home" / "raw")
    for played in (None, 404, None):
        path = file if which == "file" else its_page
        site.played = {} if not played else {path: lambda handler, n: handler.reply(404)}
        main(words)
        assert raw.latest()["OPPS-2025-01"].answered_by.endswith("correction.zip")
    site.close()


def test_after_a_withdrawal_a_newer_posting_holds_and_an_older_one_does_not(raw_of):
    """The withdrawn one never comes back by itself."""
    june, july, august = (raw_of(day) for day in ("2025-06-30", "2025-07-15", "2025-08-15"))
    raw = raw_of.raw
    raw.go_back(june)
    assert raw.latest()["RVU25D"] == june
    raw_of("2025-06-15")
    assert raw.latest()["RVU25D"] == june
    new = raw_of("2025-09-15")
    assert raw.latest()["RVU25D"] == new
    raw.refuse(new, "it does not fit")
    assert raw.latest()["RVU25D"] == june and raw.withdrawn() == {
        "RVU25D": {july.sha256, august.sha256}
    }


@pytest.fixture
def raw_of(tmp_path):
    """Postings of RVU25D in a raw/, made by their day."""

    class Made:
        raw = Raw(tmp_path / "raw")

        def __call__(self, day: str):
            part = self.raw.part(day)
            part.write_text(day)
            entry = Entry("RVU25D", "PFS", "x.zip", "", "", sha256(part), len(day), "", day)
            return self.raw.keep(part, entry)

    return Made()


def test_a_release_that_vanished_from_the_manifest_is_fetched_again(site, refresh, tmp_path):
    manifest = tmp_path / "home" / "raw" / "manifest.jsonl"
    manifest.write_text("")
    home = str(tmp_path / "home")
    assert main(["refresh", "--offline", "--home", home]) == 1
    refresh()
    assert work(tmp_path) == [("0.3200", 1)]


def test_a_damaged_file_is_never_read_nor_refused(site, refresh, tmp_path, capsys):
    (file,) = (tmp_path / "home" / "raw" / "PFS").rglob("*.zip")
    shutil.rmtree(tmp_path / "home" / "warehouse")
    file.write_bytes((site.folder / ADDRESS.lstrip("/")).read_bytes() + b" ")
    assert main(["refresh", "--offline", "--home", str(tmp_path / "home")]) == 1
    assert "is not the file that was accepted" in capsys.readouterr().err
    refresh()
    assert work(tmp_path) == [("0.3200", 1)]


def test_an_older_date_at_the_same_address_is_seen(site, refresh, tmp_path):
    target = changed(tmp_path, ADDRESS)
    os.utime(target, (1_700_000_000, 1_700_000_000))
    refresh()
    assert work(tmp_path) == [("0.3300", 1)]


def test_a_re_post_that_is_not_there_is_missed_though_the_file_before_is(site, tmp_path, capsys):
    show(site.folder, "RVU25D", ("RVU25D", REPOST))
    page(site.folder, f"{LISTING}/rvu25d", "RVU25D", DOWNLOADS.format(
        links="".join(f'<li><a href="{at}">x</a></li>' for at in (ADDRESS, REPOST))))  # fmt: skip
    words = ["--cms", site.url, "--home", str(tmp_path / "home")]
    assert main(["refresh", "--since", "2025", *words]) == 1
    assert REPOST in capsys.readouterr().err
    assert main(["refresh", "RVU25D", *words]) == 1


def test_a_manifest_line_of_before_tells_a_correction_by_its_name(tmp_path):
    raw = Raw(tmp_path)
    entries = [
        Entry("OPPS-2020-01", "OPPS", "x", "", f"/files/zip/january-2020-opps-addendum-b{more}.zip",
              digest, 1, "2026-01-01T00:00:00+00:00")
        for digest, more in (("one", "-correction"), ("two", ""))
    ]  # fmt: skip
    for entry in entries:
        raw.note({k: v for k, v in vars(entry).items() if k not in NEW_FIELDS})
    lines = [line.replace(', "at": ', ', "x": ') for line in raw.manifest.read_text().splitlines()]
    raw.manifest.write_text("".join(re.sub(r', "x": "[^"]*"', "", line) + "\n" for line in lines))
    assert Raw(tmp_path).latest()["OPPS-2020-01"].sha256 == "one"


def test_validators_that_change_with_every_answer_do_not_fill_the_manifest(site, refresh, tmp_path):
    site.played[ADDRESS] = lambda handler, before: handler.reply(
        200, cms.zip_of("RVU25D", cms.SAMPLE).read_bytes(), etag=f'"{before}"'
    )
    refresh()
    lines = (tmp_path / "home" / "raw" / "manifest.jsonl").read_text()
    assert "no change" in refresh() and "no change" in refresh()
    assert (tmp_path / "home" / "raw" / "manifest.jsonl").read_text() == lines
    assert '"noted_on"' in lines  # the header's name is in lower case, and was read


def test_a_link_that_is_no_address_stops_nothing(site, tmp_path):
    bad = '<tr><td><a href="http://[see below]/x">note</a></td><td>2025</td></tr>'
    listing = site.folder / LISTING.lstrip("/") / "index.html"
    listing.write_text(listing.read_text().replace("</table>", f"{bad}</table>"))
    words = ["refresh", "--year", "2025", "--cms", site.url, "--home", str(tmp_path / "home")]
    assert main(words) in (0, 1)
    assert work(tmp_path) == [("0.3200", 1)]


def test_a_long_listing_is_read_to_its_end(site, refresh, tmp_path):
    listing = site.folder / LISTING.lstrip("/") / "index.html"
    listing.write_text(listing.read_text().replace("<table>", f"<p>{'x' * 1_500_000}</p><table>"))
    changed(tmp_path, ADDRESS)
    refresh()
    assert work(tmp_path) == [("0.3300", 2)]


def test_a_zip_in_a_zip_is_read(tmp_path):
    outer = tmp_path / "rvu25d.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(cms.zip_of("RVU25D", cms.SAMPLE), "inner.zip")
    assert main(["add", str(outer), "--home", str(tmp_path / "home")]) == 0
    assert work(tmp_path) == [("0.3200", 1)]
