"""Downloads from a real server on loopback: redirect pages are followed, pages never kept."""

from http.server import BaseHTTPRequestHandler

import pytest

from pipelines import catalog
from pipelines.errors import FetchError
from pipelines.raw import Raw, sha256
from pipelines.web import NotThere
from tests import cms

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
    (b"<html><form action='/license/ama?file=/files/zip/x.zip'>", "AMA licence form"),
    (b"", "is empty"),
    (b"PK\x03\x04 and then nothing of a zip", "is no whole zip"),
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
    with pytest.raises(FetchError, match="is no whole zip"):
        cms.fetched(RVU25D, serve(handler=answering(whole[:-500])), Raw(tmp_path))


def test_a_zip_with_a_corrupt_member_is_refused(serve, tmp_path):
    data = bytearray(cms.zip_of("RVU25D", cms.SAMPLE).read_bytes())
    data[2000:2010] = b"\x00" * 10
    with pytest.raises(FetchError, match="is no whole zip|is damaged"):
        cms.fetched(RVU25D, serve(handler=answering(bytes(data))), Raw(tmp_path))


def test_a_short_body_with_a_long_length_is_an_error(serve, tmp_path):
    handler = answering(b"PK\x03\x04", length=4_000)
    with pytest.raises(FetchError, match="broke off"):
        cms.fetched(RVU25D, serve(handler=handler), Raw(tmp_path))


def test_a_page_that_sends_on_to_itself_ends(serve, tmp_path):
    page = b"<html><meta http-equiv='refresh' content='0;url=/files/zip/rvu25d.zip'></html>"
    with pytest.raises(FetchError, match="sends on from page to page"):
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
