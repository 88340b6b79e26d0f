"""What may go wrong between CMS and raw/, each as it is played: `FAULTS` is the list.

A fault is played on the zip or the page of RVU25D, when RVU26C is published already.
"""

import io
import socket
import struct
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ratebook import catalog
from tests.support import cms
from tests.support.site import LICENCE, Answer, Handler, Site, page, show

ADDRESS = catalog.release("RVU25D").addresses[0]
LISTING = catalog.datasets()["PFS"]["pages"][0]
PAGE = f"{LISTING}/rvu25d"


@dataclass(frozen=True)
class Fault:
    """How it is played, and what a refresh then says and gives."""

    name: str
    play: Callable[[Site], None]
    status: int
    says: str
    has: frozenset[str] = frozenset({"RVU26C"})  # the warehouse after the run


def zip_bytes() -> bytes:
    """The whole zip of RVU25D in the sample."""
    return cms.zip_of("RVU25D", cms.SAMPLE).read_bytes()


def answers(answer: Answer, path: str = ADDRESS) -> Callable[[Site], None]:
    """Play an answer at a path."""
    return lambda site: site.played.__setitem__(path, answer)


def once(answer: Answer) -> Answer:
    """Play it the first time alone."""
    return lambda handler, before: before == 0 and answer(handler, before)


def bytes_of(make: Callable[[], bytes]) -> Callable[[Site], None]:
    """Have other bytes as the zip."""
    return answers(lambda handler, before: handler.reply(200, make()))


def half(handler: Handler, then: Callable[[Handler], None]) -> bool:
    """Half of the zip under its whole length, and then something else."""
    data = zip_bytes()
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(data)))
    handler.send_header("ETag", '"one"')
    handler.end_headers()
    handler.wfile.write(data[: len(data) // 2])
    handler.wfile.flush()
    then(handler)
    handler.close_connection = True
    return True


def reset(handler: Handler) -> None:
    """Break the connection as a crashed server does, when what was sent has arrived."""
    time.sleep(0.3)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def stall(handler: Handler) -> None:
    time.sleep(2.5)


def zip_of(change: Callable[[zipfile.ZipFile], None]) -> Callable[[], bytes]:
    """The zip of RVU25D with one thing added."""

    def make() -> bytes:
        made = io.BytesIO(zip_bytes())
        with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
            change(archive)
        return made.getvalue()

    return make


def linked(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("GPCI2025.csv.link")
    info.external_attr = 0o120777 << 16
    archive.writestr(info, "/etc/passwd")


def encrypted() -> bytes:
    """The flag that a member is encrypted, set in both of its headers."""
    data = bytearray(zip_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def wrong_crc() -> bytes:
    data = bytearray(zip_bytes())
    at = data.index(b"PK\x01\x02") + 16
    data[at : at + 4] = b"\0\0\0\0"
    return bytes(data)


def nested(archive: zipfile.ZipFile) -> None:
    inner, innermost = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(innermost, "w") as deepest:
        deepest.writestr("a.csv", "1")
    with zipfile.ZipFile(inner, "w") as middle:
        middle.writestr("again.zip", innermost.getvalue())
    archive.writestr("more.zip", inner.getvalue())


def many(archive: zipfile.ZipFile) -> None:
    for number in range(600):
        archive.writestr(f"{number}.txt", "")


def other_quarter() -> bytes:
    return cms.zip_of("RVU26C", cms.SAMPLE).read_bytes()


def packed_with(data: bytes) -> bytes:
    """A zip with a note added, so that it is not the same."""
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("note.pdf", "")
    return made.getvalue()


def redirect(target: str) -> Answer:
    return lambda handler, before: handler.reply(302, Location=target)


def moved_markup(site: Site) -> None:
    page(site.folder, PAGE, "RVU25D", f"<section><a href='{ADDRESS}'>RVU25D</a></section>")


def moved_listing(site: Site) -> None:
    page(site.folder, LISTING, "PFS", f"<ol><li><a href='{PAGE}'>RVU25D</a></li></ol>")


def lost_year(site: Site) -> None:
    """2026, which was there, is gone from the listing."""
    show(site.folder, "RVU25D")


def html(text: bytes) -> Answer:
    return lambda handler, before: handler.reply(200, text, **{"Content-Type": "text/html"})


BOTH = frozenset({"RVU26C", "RVU25D"})
ERROR = b"<!DOCTYPE html><title>Service unavailable</title><body>Try later</body>"
SELF = f'<html><meta http-equiv="refresh" content="0;url={ADDRESS}"></html>'.encode()

FAULTS = [
    Fault("503 then 200", answers(once(lambda h, n: h.reply(503))), 0, "fetched RVU25D", BOTH),
    Fault("429 with Retry-After",
          answers(once(lambda h, n: h.reply(429, **{"Retry-After": "1"}))), 0,
          "fetched RVU25D", BOTH),
    Fault("503 for ever", answers(lambda h, n: h.reply(503)), 1, "503"),
    Fault("a stall", answers(once(lambda h, n: half(h, stall))), 0, "fetched RVU25D", BOTH),
    Fault("a reset in the middle", answers(once(lambda h, n: half(h, reset))), 0,
          "fetched RVU25D", BOTH),
    Fault("a short body", answers(lambda h, n: half(h, lambda handler: None)), 1, "broke off"),
    Fault("200 with an HTML error", answers(html(ERROR)), 1, "web page ('Service unavailable')"),
    Fault("an empty body", answers(lambda h, n: h.reply(200)), 1, "is empty"),
    Fault("404 on a listed file", answers(lambda h, n: h.reply(404)), 0, "the link is broken, 1"),
    Fault("404 on a listed page", answers(lambda h, n: h.reply(404), PAGE), 0, "RVU25D", BOTH),
    Fault("an endless redirect", answers(redirect(ADDRESS)), 1, "keeps redirecting"),
    Fault("a redirect to another host", answers(redirect("https://example.org/a.zip")), 1,
          "not on cms.gov"),
    Fault("http where https was", answers(redirect(f"http://www.cms.gov{ADDRESS}")), 1,
          "is http, but CMS uses https"),
    Fault("the license page", answers(html(LICENCE)), 1, "ratebook accept-ama-license"),
    Fault("a meta refresh to itself", answers(html(SELF)), 1, "redirects from page to page"),
    Fault("a traversal path", bytes_of(zip_of(lambda z: z.writestr("../../up.csv", "1"))), 1,
          "has a member with a path outside its folder"),
    Fault("an absolute path", bytes_of(zip_of(lambda z: z.writestr("/etc/cron.csv", "1"))), 1,
          "has a member with a path outside its folder"),
    Fault("a bomb", bytes_of(zip_of(lambda z: z.writestr("b.csv", b"0" * 30_000_000))), 1,
          "unpacks to 30,000,000 bytes"),
    Fault("a link", bytes_of(zip_of(linked)), 1, "a link instead of a file"),
    Fault("too many members", bytes_of(zip_of(many)), 1, "more than 500"),
    Fault("a zip in a zip in a zip", bytes_of(zip_of(nested)), 1, "a zip in a zip in a zip"),
    Fault("an encrypted member", bytes_of(encrypted), 1, "an encrypted member"),
    Fault("a truncated end", bytes_of(lambda: zip_bytes()[:-300]), 1, "is not a complete zip file"),
    Fault("a wrong CRC", bytes_of(wrong_crc), 1, "is damaged"),
    Fault("another release's file", bytes_of(other_quarter), 1, "exactly the contents of RVU26C"),
    Fault("another release's members", bytes_of(lambda: packed_with(other_quarter())), 1,
          "says it is for 2026"),
    Fault("a page without Downloads", moved_markup, 1, "has no list of downloads"),
    Fault("a listing without its table", moved_listing, 1, "CMS has changed the page", BOTH),
    Fault("a page that fails", answers(lambda h, n: h.reply(500), PAGE), 1, "could not be read"),
    Fault("a listing that lost a year", lost_year, 1, "no longer shows RVU26C", BOTH),
]  # fmt: skip


def clear(site: Site, folder: Path) -> None:
    """The site as it should be."""
    site.played.clear()
    show(folder, "RVU26C", "RVU25D")
