"""What the server bears: connections that never end, and 500 clients at once, on real sockets."""

import socket
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from ratebook.serve import desk, slow_clients
from tests.support.serving import serving

pytestmark = pytest.mark.slow

WHOLE = b"GET /releases HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
HALF = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
KINDS = {  # what is sent at first, and then twice a second
    "nothing": ([], b""),
    "half a line": ([b"GET / HT"], b"x"),
    "headers that never end": ([HALF], b"X-Again: 1\r\n"),
    "a second request that never ends": ([WHOLE, HALF], b"X-Again: 1\r\n"),
    "a body that never ends": ([HALF + b"Content-Length: 99999\r\n\r\n"], b"x"),
}


@pytest.fixture(scope="module")
def port(sample_home):
    with serving(sample_home.folder) as address:
        yield int(address.rpartition(":")[2])


def held(port: int, first: list[bytes], again: bytes) -> float:
    """For how many seconds the server holds a connection on which that is sent."""
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.settimeout(0.5)
        begun = time.monotonic()
        for part in first:
            client.sendall(part)
            time.sleep(0.2)
        while time.monotonic() - begun < 3 * slow_clients.WHOLE:
            try:
                if not client.recv(1 << 20):
                    break
            except TimeoutError:
                pass
            except OSError:
                break
            try:
                client.sendall(again)
            except OSError:
                break
        return time.monotonic() - begun


def test_a_connection_without_a_whole_request_ends_while_others_are_served(port):
    with ThreadPoolExecutor(len(KINDS)) as pool:
        waiting = {name: pool.submit(held, port, *kind) for name, kind in KINDS.items()}
        served = requests.get(f"http://127.0.0.1:{port}/code/20560?on=2026-07-01", timeout=9)
        seconds = {name: found.result() for name, found in waiting.items()}
    assert served.ok
    assert all(slow_clients.WHOLE - 1 < s < slow_clients.WHOLE + 4 for s in seconds.values()), (
        seconds
    )


def answered(port: int, path: str) -> tuple[int, str, str]:
    """Status, when to ask again, and which limit it was."""
    found = requests.get(f"http://127.0.0.1:{port}{path}", timeout=60)
    body = found.json()
    return found.status_code, found.headers.get("Retry-After", ""), body.get("limit", "")


def at_once(port: int, paths: list[str]) -> Counter:
    with ThreadPoolExecutor(len(paths)) as pool:
        return Counter(pool.map(lambda path: answered(port, path), paths))


def days(count: int) -> list[str]:
    return [f"2026-{7 + n // 28 % 6:02}-{1 + n % 28:02}" for n in range(count)]


def test_of_500_clients_each_has_an_answer_or_the_limit_and_when_to_ask_again(port):
    places = ("10112-00", "national", "01112-05")
    paths = [f"/api/v1/codes/20560?locality={places[n % 3]}&on={day}&qp={n % 2 == 0}".lower()
             for n, day in enumerate(days(500))]  # fmt: skip
    found = at_once(port, paths)
    busy = (503, "1", "questions waiting for an answer")
    assert set(found) <= {(200, "", ""), busy} and found[200, "", ""] >= desk.WAITING / 2


def test_too_many_questions_are_sent_away_with_the_limit(port):
    codes = "&".join(["code=20560", "code=45378"] * 10)
    found = at_once(port, [f"/api/v1/compare?on={day}&{codes}" for day in days(100)])
    assert set(found) == {(200, "", ""), (503, "1", "questions waiting for an answer")}


def test_questions_about_changes_have_a_limit_of_their_own(port):
    found = at_once(port, [f"/api/v1/codes/45378/changes?on={day}" for day in days(60)])
    assert set(found) == {(200, "", ""), (503, "5", "questions at once about what changed")}


def test_past_the_last_place_a_connection_is_told_and_those_before_are_served(port):
    held = [socket.create_connection(("127.0.0.1", port)) for _ in range(slow_clients.MOST)]
    try:
        found = requests.get(f"http://127.0.0.1:{port}/code/20560", timeout=9)
        held[0].sendall(WHOLE)
        first = held[0].recv(100)
    finally:
        for client in held:
            client.close()
    assert (found.status_code, found.headers["Retry-After"]) == (503, "5")
    assert "The limit is 1,000 open connections" in found.text
    assert first.startswith(b"HTTP/1.1 200")


def test_an_answer_that_nobody_takes_ends(sample_home, monkeypatch):
    """Sixty seconds in truth; here, with the protocol of the same server, one."""
    import asyncio
    import threading

    import uvicorn

    from ratebook.serve.app import application

    monkeypatch.setattr(slow_clients, "TAKEN", 1)
    config = uvicorn.Config(application(sample_home), port=0, http=slow_clients.Connection,
                            log_config=None)  # fmt: skip
    server = uvicorn.Server(config)
    running = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    running.start()
    while not server.started:
        time.sleep(0.05)
    at = server.servers[0].sockets[0].getsockname()
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        client.connect(at)
        asked = b"GET /code/20560?on=2026-07-01 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        client.sendall(asked * 200)
        time.sleep(3)
        left = len(server.server_state.connections)
    server.should_exit = True
    running.join(10)
    assert left == 0
