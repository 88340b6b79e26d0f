"""A running server, and one page as a file."""

import asyncio
import logging
import resource
import socket
from pathlib import Path

import uvicorn

from ratebook.atomic import whole
from ratebook.errors import AnswerError, DataError, UsageError
from ratebook.home import Home
from ratebook.serve import answers, code_page, edition
from ratebook.serve.answers import PageQuestion
from ratebook.serve.app import application
from ratebook.serve.change_since import since_last_year
from ratebook.serve.slow_clients import MOST, Connection

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def run(home: Home, host: str | None, port: int) -> None:
    """Serve until interrupted. Without a host: on this machine alone, under its own names."""
    app = application(home, None if host else frozenset(LOOPBACK))
    listening = _bound(host or LOOPBACK[0], port)
    name, number = listening.getsockname()[:2]
    print(f"http://{f'[{name}]' if ':' in name else name}:{number}/  (Ctrl-C ends)", flush=True)
    _allow_files(4 * MOST)
    logging.basicConfig(format="%(asctime)s %(name)s %(message)s")
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_keep_alive=30,
        timeout_graceful_shutdown=5, http=Connection, ws="none",
    )  # fmt: skip
    try:
        asyncio.run(uvicorn.Server(config).serve([listening]))
    except KeyboardInterrupt:
        return
    finally:
        listening.close()


def _allow_files(most: int) -> None:
    """Every connection is a file of the process; some systems allow 256 where no one asks."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))


def _bound(host: str, port: int) -> socket.socket:
    found = None
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        # With its protocol, for asyncio sends without delay on such sockets alone.
        found = socket.socket(family, kind, protocol)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(512)  # who reads the address may ask at once
    except (OSError, UnicodeError) as error:
        if found:
            found.close()
        why = getattr(error, "strerror", None) or error
        raise DataError(
            f"Cannot listen on {host}:{port}: {why}. --port 0 picks a free port."
        ) from error
    return found


def write_page(home: Home, asked: PageQuestion, to: Path, strict: bool) -> None:
    """One code's page as a file that needs no network, written completely or not at all."""
    held = edition.opened(home)
    try:
        (answer,) = answers.answers(held, [asked])
        if isinstance(answer, AnswerError):
            raise answer
        if strict and answer["warnings"]:
            raise DataError("; ".join(answer["warnings"]))
        text = code_page.code(held, answer, since_last_year(home, asked), alone=True)
    finally:
        held.con.close()
    if to.is_dir():
        raise UsageError(f"{to} is a folder; --to must name a file.")
    with whole(to) as part:
        part.write_text(text, encoding="utf-8")
