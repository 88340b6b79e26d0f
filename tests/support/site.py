"""CMS's site on loopback for the tests: pages in CMS's own markup over a folder of files, and
answers that a fault plays instead."""

import threading
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from ratebook import catalog
from tests.support import cms

Answer = Callable[["Handler", int], bool]  # handler, how often asked before: True if answered
LICENCE = b"<!DOCTYPE html><title>License for Use of CPT</title><form>license agreement</form>"
SHELL = "<!DOCTYPE html><html><head><title>{title} | CMS</title></head><main>{body}</main></html>"
ROW = '<tr><td><a href="{page}">{name}</a></td><td>{year}</td></tr>'
DOWNLOADS = '<div class="field--name-field-downloads"><h2>Downloads</h2><ul>{links}</ul></div>'


class Handler(SimpleHTTPRequestHandler):
    """The files of a folder, but for what is played."""

    site: "Site"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        before = sum(asked == path for asked, _ in self.site.asked)
        self.site.asked.append((path, dict(self.headers)))
        played = self.site.played.get(path)
        if not (played and played(self, before)):
            self.answer_range() or super().do_GET()

    def answer_range(self) -> bool:
        """The rest of a file, where it is still the one that was asked for."""
        path = Path(self.translate_path(self.path))
        given = self.headers.get("Range", "")
        if not (given and path.is_file()):
            return False
        data, start = path.read_bytes(), int(given.removeprefix("bytes=").rstrip("-"))
        self.reply(206, data[start:], **{"Content-Range": f"bytes {start}-/{len(data)}"})
        return True

    def reply(self, status: int, body: bytes = b"", **headers: str) -> bool:
        """An answer with its length."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        return True

    def log_message(self, *args: object) -> None:
        return None


class Site:
    """A running site over a folder: its address, what was asked of it, and what it plays."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.asked = folder, []
        self.played: dict[str, Answer] = {}
        handler = type("Own", (Handler,), {"site": self})
        self.server = ThreadingHTTPServer(
            ("127.0.0.1", 0), lambda *args: handler(*args, directory=str(folder))
        )
        self.server.daemon_threads = True
        self.server.handle_error = lambda *args: None  # a client that was killed is no news
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        self.played.clear()
        self.server.shutdown()
        self.server.server_close()

    def headers_of(self, path: str) -> list[dict[str, str]]:
        """The headers of each request for a path."""
        return [headers for asked, headers in self.asked if asked == path]


def page(folder: Path, address: str, title: str, body: str) -> None:
    """Write a page where the site has it."""
    target = folder / address.lstrip("/") / "index.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(SHELL.format(title=title, body=body))


def show(folder: Path, *shown: str | tuple[str, str], license: bool = False) -> None:
    """Write the listing of each data set, and a page for each release shown.

    A release is shown at the first address that the catalog knows, or at one given with it.
    """
    files = [(s, catalog.release(s).addresses[0]) if isinstance(s, str) else s for s in shown]
    for dataset, given in catalog.datasets().items():
        if not given["pages"]:
            continue
        own = [(name, at) for name, at in files if meant(name) == dataset]
        listing = given["pages"][0]
        rows = []
        for name, address in own:
            at = f"{listing}/{name.lower()}"
            link = f"/license/ama?file={address}" if license else address
            page(folder, at, name, DOWNLOADS.format(links=f'<li><a href="{link}">{name}</a></li>'))
            rows.append(ROW.format(page=at, name=name, year=catalog.release(name).year))
        page(folder, listing, given["title"], f"<table>{''.join(rows)}</table>"
             + ("" if rows else DOWNLOADS.format(links="")))  # fmt: skip


def meant(name: str) -> str:
    """The data set of a release's name."""
    return catalog.release(name).dataset


def with_files(folder: Path, *names: str) -> Path:
    """A folder with the sample's zips of some releases, and the pages that show them."""
    cms.add(folder, *names, like=cms.SAMPLE)
    show(folder, *names)
    return folder
