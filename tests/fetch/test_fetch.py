"""Downloads from a real server on loopback: redirect pages are followed, pages never kept."""

import time
from functools import partial
from http.server import BaseHTTPRequestHandler

import pytest

from ratebook import catalog
from ratebook.archive.raw import Raw, sha256
from ratebook.errors import FetchError, UsageError
from ratebook.fetch import download, site
from ratebook.fetch.acquire import in_threads
from ratebook.fetch.http import Manners, NotThere
from ratebook.fetch.site import source
from tests.support import cms
from tests.support.site import Site

RVU25D = catalog.release("RVU25D")
SHORT = catalog.Release("RVU25D", "PFS", RVU25D.effective_from, ("/files/zip/rvu25d.zip",))


def answering(body: bytes, status: int = 200, length: int | None = None) -> type:
    """A handler that gives one answer to everything."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body) if length is None else length))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            return None

    return Handler


def test_the_sample_site_over_http_gives_the_same_bytes_as_the_folder(serve, tmp_path):
    raw = Raw(tmp_path)
    entry = cms.fetched(RVU25D, serve(cms.SAMPLE), raw)
    assert sha256(raw.file(entry)) == sha256(cms.zip_of("RVU25D", cms.SAMPLE)) == entry.sha256
    assert entry.published_on == "2025-09-11"


@pytest.mark.cms
@pytest.mark.parametrize("over", ["http", "folder"])
def test_a_genuine_redirect_page_is_followed_to_the_dated_address(serve, tmp_path, over):
    base = serve(cms.FOLDER) if over == "http" else str(cms.FOLDER)
    entry = cms.fetched(SHORT, base, Raw(tmp_path))
    assert entry.url == "/files/zip/rvu25d.zip"
    assert entry.answered_by.endswith("files/zip/rvu25d-updated-09/11/2025.zip")


def test_fetching_again_keeps_one_entry(serve, tmp_path):
    raw, site = Raw(tmp_path), serve(cms.SAMPLE)
    assert cms.fetched(RVU25D, site, raw) == cms.fetched(RVU25D, site, raw)
    assert len(raw.entries()) == 1


PAGES = [
    (b"<!DOCTYPE html><title>Page  not\nfound</title>", "web page ('Page not found')"),
    (b"<html><form action='/license/ama?file=/files/zip/x.zip'>", "AMA license form"),
    (b"", "is empty"),
    (b"PK\x03\x04 and then nothing of a zip", "is not a complete zip"),
]


@pytest.mark.parametrize(("body", "says"), PAGES, ids=[says for _, says in PAGES])
def test_what_is_not_a_zip_is_told_and_never_kept(serve, tmp_path, body, says):
    raw = Raw(tmp_path)
    with pytest.raises(FetchError) as error:
        cms.fetched(RVU25D, serve(handler=answering(body)), raw)
    assert says in str(error.value)
    assert list(tmp_path.iterdir()) == [] and raw.entries() == []


def test_a_truncated_zip_is_refused(serve, tmp_path):
    whole = cms.zip_of("RVU25D", cms.SAMPLE).read_bytes()
    with pytest.raises(FetchError, match="is not a complete zip"):
        cms.fetched(RVU25D, serve(handler=answering(whole[:-500])), Raw(tmp_path))


def test_a_zip_with_a_corrupt_member_is_refused(serve, tmp_path):
    data = bytearray(cms.zip_of("RVU25D", cms.SAMPLE).read_bytes())
    data[2000:2010] = b"\x00" * 10
    with pytest.raises(FetchError, match="is not a complete zip|is damaged"):
        cms.fetched(RVU25D, serve(handler=answering(bytes(data))), Raw(tmp_path))


def test_a_short_body_with_a_long_length_is_an_error(serve, tmp_path, monkeypatch):
    monkeypatch.setattr(site, "manners", lambda loopback: Manners(tries=3, backoff=0.01, pause=0))
    handler = answering(b"PK\x03\x04", length=4_000)
    with pytest.raises(FetchError, match="broke off"):
        cms.fetched(RVU25D, serve(handler=handler), Raw(tmp_path))


def test_a_page_that_sends_on_to_itself_ends(serve, tmp_path):
    page = b"<html><meta http-equiv='refresh' content='0;url=/files/zip/rvu25d.zip'></html>"
    with pytest.raises(FetchError, match="redirects from page to page"):
        cms.fetched(RVU25D, serve(handler=answering(page)), Raw(tmp_path))


def test_a_page_that_sends_on_to_another_host_is_not_followed(serve, tmp_path):
    page = b"<html><meta http-equiv='refresh' content='0;url=https://example.org/x.zip'></html>"
    with pytest.raises(FetchError, match="not on cms.gov"):
        cms.fetched(RVU25D, serve(handler=answering(page)), Raw(tmp_path))


def test_a_release_that_is_nowhere_names_the_addresses_tried(serve, tmp_path):
    with pytest.raises(NotThere, match="rvu25d-updated-09/11/2025.zip, /files/zip/rvu25d"):
        cms.fetched(RVU25D, serve(tmp_path), Raw(tmp_path / "raw"))


def test_a_busy_server_is_asked_again(serve, tmp_path):
    body, asked = cms.zip_of("RVU25D", cms.SAMPLE).read_bytes(), []

    class Busy(answering(body)):
        def do_GET(self) -> None:
            asked.append(self.path)
            if len(asked) < 3:
                self.send_response(503)
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                super().do_GET()

    assert cms.fetched(RVU25D, serve(handler=Busy), Raw(tmp_path))
    assert len(asked) == 3


def test_a_file_larger_than_any_of_cms_s_is_not_kept(serve, tmp_path):
    how = Manners(largest=10_000)
    wanted, cms_site = download.of_catalog(RVU25D), source(serve(cms.SAMPLE), how)
    with pytest.raises(FetchError, match="larger than 10,000 bytes"):
        download.fetch(wanted, cms_site, Raw(tmp_path))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "address", ["http://www.cms.gov", "https://example.org", "http://10.0.0.1"]
)
def test_no_other_site_is_asked(address):
    with pytest.raises(UsageError, match="is not allowed"):
        source(address)


def test_at_most_four_are_asked_at_once_by_a_name_of_our_own(serve, tmp_path):
    asked, now, most = [], [], []

    class Slow(answering(cms.zip_of("RVU25D", cms.SAMPLE).read_bytes())):
        def do_GET(self) -> None:
            now.append(1)
            most.append(len(now))
            asked.append(self.headers["User-Agent"])
            time.sleep(0.05)
            now.pop()
            super().do_GET()

    downloads = [download.Download(f"RVU{n}A", "PFS", (f"/{n}.zip",)) for n in range(10, 22)]
    get = partial(download.fetch, cms=source(serve(handler=Slow)), raw=Raw(tmp_path))
    assert len(in_threads(get, downloads)) == 12 and 1 < max(most) <= 4
    assert all(agent.startswith("ratebook/") for agent in asked)


def test_between_two_requests_to_cms_is_a_pause(serve, tmp_path):
    """Waited, not timed: the first waits for nothing, the second for the rest of the pause."""
    site, waits = source(serve(cms.SAMPLE), Manners(pause=0.2)), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ratebook.fetch.site.time.sleep", waits.append)
        for _ in range(2):
            site.get(RVU25D.addresses[0], tmp_path / "x.zip")
    assert waits[0] == 0 and 0 < waits[1] <= 0.2


def test_a_page_that_sends_on_to_what_has_not_changed_leaves_no_part(serve, tmp_path):
    site = Site(cms.add(tmp_path / "site", "RVU25D", like=cms.SAMPLE))
    dated = RVU25D.addresses[0]
    page = f"<html><meta http-equiv='refresh' content='0;url={dated}'></html>".encode()
    site.played["/files/zip/rvu25d.zip"] = lambda handler, before: handler.reply(200, page)
    raw = Raw(tmp_path / "raw")
    entries = [cms.fetched(SHORT, site.url, raw) for _ in range(2)]
    site.close()
    assert entries[0] == entries[1] and not list(raw.folder.glob(".*"))
