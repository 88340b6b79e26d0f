"""`python -m tests.bench.serve`: how fast the pages and the JSON are, and what they bear.

A warehouse (RATEBOOK_HOME, by default one built from CMS's files), a server in a process of its
own, and this process as the client; all on 127.0.0.1. Every request asks another code in another
locality, so that what the server keeps does not help it; a second figure says how it is when it
does. The load is open: requests begin on a clock, whether or not the earlier ones have ended.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

import duckdb

from tests.support import cms

ON = "2026-08-01"


def built(folder: Path) -> Path:
    """A home with a warehouse of all of CMS's files at hand."""
    given = os.environ.get("RATEBOOK_HOME")
    if given:
        shutil.copytree(Path(given) / "warehouse", folder / "warehouse")
        return folder
    words = ["refresh", "--since", "2019", "--cms", str(cms.FOLDER), "--home", str(folder)]
    subprocess.run([sys.executable, "-m", "ratebook", *words], capture_output=True)
    return folder


@contextlib.contextmanager
def serving(home: Path) -> Iterator[tuple[str, int]]:
    """A server on a free port; gives its host and port."""
    words = ["serve", "--port", "0", "--home", str(home)]
    process = subprocess.Popen(
        [sys.executable, "-m", "ratebook", *words], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        found = re.search(r"//([\d.]+):(\d+)/", process.stdout.readline())
        assert found
        yield found[1], int(found[2])
    finally:
        process.terminate()
        process.wait()


def questions(home: Path, many: int) -> list[tuple[str, str]]:
    """Codes and localities, no pair twice, from a fixed beginning."""
    with duckdb.connect((home / "warehouse" / "ratebook.duckdb").as_posix(), read_only=True) as con:
        codes = [c for (c,) in con.execute(
            "select distinct hcpcs from internal.site_codes where listed and modifier = '' "
            "and date '2026-08-01' between effective_from and effective_through order by 1"
        ).fetchall()]  # fmt: skip
        places = con.execute(
            "select mac || '-' || locality from localities "
            "where date '2026-08-01' between effective_from and effective_through order by 1"
        ).fetchall()
    chosen = random.Random(20560)
    chosen.shuffle(codes)
    return [(codes[n % len(codes)], chosen.choice(places)[0]) for n in range(many)]


def path(kind: str, code: str, place: str) -> str:
    """The address of a question as a page or as JSON."""
    start = "/code" if kind == "page" else "/api/v1/codes"
    return f"{start}/{code}?locality={place}&on={ON}"


def get(con: http.client.HTTPConnection, address: str) -> int:
    """One request on a connection that stays open; its status."""
    con.request("GET", address)
    answer = con.getresponse()
    answer.read()
    return answer.status


def wrong(con: http.client.HTTPConnection, address: str) -> list[str]:
    """What went wrong with a request: nothing, or one thing."""
    try:
        status = get(con, address)
        return [] if status == 200 else [f"{status} {address}"]
    except (OSError, http.client.HTTPException) as error:
        con.close()
        return [f"{error!r} {address}"]


def one_client(at: tuple[str, int], addresses: list[str]) -> list[float]:
    """Milliseconds of each request, one after another."""
    con = http.client.HTTPConnection(*at, timeout=30)
    took = []
    for address in addresses:
        begun = time.perf_counter()
        status = get(con, address)
        took.append((time.perf_counter() - begun) * 1000)
        assert status == 200, (address, status)
    con.close()
    return took


def load(
    at: tuple[str, int], addresses: list[str], rate: int, hands: int = 64
) -> tuple[list[float], list[str], float]:
    """Requests begun at a rate: milliseconds from when each was due, errors, and seconds."""
    todo: Queue[tuple[float, str]] = Queue()
    start = time.perf_counter() + 0.2
    for n, address in enumerate(addresses):
        todo.put((start + n / rate, address))
    took: list[float] = []
    errors: list[str] = []

    def hand() -> None:
        con = http.client.HTTPConnection(*at, timeout=30)
        while True:
            try:
                due, address = todo.get_nowait()
            except Empty:
                return
            time.sleep(max(0.0, due - time.perf_counter()))
            errors.extend(wrong(con, address))
            took.append((time.perf_counter() - due) * 1000)

    threads = [threading.Thread(target=hand) for _ in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took, errors, time.perf_counter() - start


def percentiles(took: list[float]) -> str:
    """p50, p95, p99 in words."""
    ordered = sorted(took)
    parts = (ordered[int(len(ordered) * q)] for q in (0.5, 0.95, 0.99))
    return "p50 {:.1f}  p95 {:.1f}  p99 {:.1f} ms".format(*parts)


def publish(home: Path) -> None:
    """The same warehouse again, as a publish swaps it in: a new file by one rename."""
    database = home / "warehouse" / "ratebook.duckdb"
    new = database.with_name(".building-bench.duckdb")
    shutil.copyfile(database, new)
    os.replace(new, database)


def measure(home: Path, seconds: int, rate: int) -> None:
    """Print every figure."""
    many = 1500
    asked = questions(home, 2 * many + 3 * seconds * rate)
    print(f"{len({code for code, _ in asked}):,} codes, {len({p for _, p in asked})} localities")
    with serving(home) as at:
        one_client(at, [path("page", *q) for q in asked[-50:]])
        for n, kind in enumerate(("page", "json")):
            addresses = [path(kind, *q) for q in asked[n * many : (n + 1) * many]]
            print(f"{kind}, one client, {many} questions: {percentiles(one_client(at, addresses))}")
        again = [path("page", *asked[0])] * many
        print(f"page, one client, kept: {percentiles(one_client(at, again))}")
        rest = [path(("page", "json")[n % 2], *q) for n, q in enumerate(asked[2 * many :])]
        part = seconds * rate
        took, errors, span = load(at, rest[:part], rate)
        print(f"pages and json, {rate}/s for {seconds} s: {part / span:.0f}/s, "
              f"{len(errors)} errors, {percentiles(took)}")  # fmt: skip
        kept = [rest[n % 200] for n in range(part)]
        took, errors, span = load(at, kept, rate)
        print(f"the same of 200 questions, kept: {part / span:.0f}/s, {len(errors)} errors, "
              f"{percentiles(took)}")  # fmt: skip
        publishing = threading.Thread(
            target=lambda: [(time.sleep(2), publish(home)) for _ in range(max(1, seconds // 3))]
        )
        publishing.start()
        took, errors, span = load(at, rest[part : 2 * part], rate)
        publishing.join()
        print(f"with a publish every 2 s: {part / span:.0f}/s, {len(errors)} errors, "
              f"{percentiles(took)}")  # fmt: skip
    for error in errors[:5]:
        print(json.dumps(error), file=sys.stderr)


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--seconds", type=int, default=30)
    given.add_argument("--rate", type=int, default=200)
    words = given.parse_args()
    with tempfile.TemporaryDirectory() as made:
        measure(built(Path(made)), words.seconds, words.rate)
