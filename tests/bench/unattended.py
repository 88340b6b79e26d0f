"""Measures of a job that runs for years: from nothing, with nothing new, with one release more,
and how the warehouse grows."""

import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import duckdb
import requests

from tests.fetch.test_unattended import gate, words
from tests.support import cms
from tests.support.site import Site

Row = tuple[str, str, str, str]
Run = Callable[..., tuple[float, int]]
SIZES = (5, 10, 19)
ALL = 95  # PFS releases from 2003 to 2026
MERGED = "select count(*) from {}_history where hcpcs like '{}%'"


@contextmanager
def site() -> Iterator[Site]:
    """The genuine site on loopback, with the license form."""
    found = Site(cms.FOLDER)
    gate(found)
    yield found
    found.close()


def unattended(folder: Path, ratebook: Run, least: Callable[[], float]) -> list[Row]:
    """The rows of the page. `ratebook` runs a command; `least` is the floor in seconds."""
    rows = []
    with site() as found:
        home = folder / "site"
        ratebook("accept-ama-license", "--home", str(home))
        rows.append(_from_nothing(home, found, ratebook, least))
        rows.append(_nothing_new(home, found, ratebook))
    rows.append(_one_more(folder, ratebook, least))
    rows += _growth(folder, ratebook)
    return rows


def _from_nothing(home: Path, found: Site, ratebook: Run, least: Callable[[], float]) -> Row:
    times = []
    for _ in range(3):
        for name in ("PFS", "OPPS", "ASC", "WAGE", "ZIP5", "shown.json"):
            path = home / "raw" / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        manifest = home / "raw" / "manifest.jsonl"
        manifest.write_text(manifest.read_text().splitlines()[0] + "\n")  # the license
        shutil.rmtree(home / "warehouse")
        times.append((ratebook(*words(found, home))[0], least()))
    mine, floor = min(a for a, _ in times), min(b for _, b in times)
    what = "all of the site from nothing, with its pages, per PFS release (19), against the floor"
    return what, f"{mine / floor / 19:.2f} x", "1.2 x", f"{mine:.1f} s in all"


def _nothing_new(home: Path, found: Site, ratebook: Run) -> Row:
    database = home / "warehouse" / "ratebook.duckdb"
    before = database.stat().st_mtime_ns, database.read_bytes()
    ratebook(*words(found, home))
    found.asked.clear()
    mine = min(ratebook(*words(found, home))[0] for _ in range(5))
    assert before == (database.stat().st_mtime_ns, database.read_bytes())
    asked = found.asked[: len(found.asked) // 5]
    answers = min(_answers(found.url, asked) for _ in range(3))
    how = f"{mine:.2f} s, the site's own answers ({len(asked)}) {answers:.2f} s; no byte touched"
    return "a refresh when nothing has changed", f"{mine - answers:.2f} s", "1.0 s", how


def _answers(url: str, asked: list[tuple[str, dict[str, str]]]) -> float:
    """Seconds that the same requests take of a client that does nothing with the answers."""
    with requests.Session() as session, ThreadPoolExecutor(4) as pool:
        start = time.perf_counter()
        list(pool.map(lambda ask: session.get(url + ask[0], headers=ask[1]).content, asked))
        return time.perf_counter() - start


def _one_more(folder: Path, ratebook: Run, least: Callable[[], float]) -> Row:
    names = [name for name in cms.all_releases() if name.startswith("RVU")]
    home = folder / "eighteen"
    source = ["--cms", str(cms.FOLDER)]
    ratebook("refresh", *names[:-1], *source, "--home", str(home))
    times = []
    for number in range(5):
        copy = folder / f"more{number}"
        shutil.copytree(home, copy)
        times.append((ratebook("refresh", names[-1], *source, "--home", str(copy))[0], least()))
        shutil.rmtree(copy)
    mine, floor = min(a for a, _ in times), min(b for _, b in times)
    what = "one PFS release more, to make 19, against the floor"
    return what, f"{mine / floor:.2f} x", "4 x", f"{mine:.2f} s, one release read"


def _growth(folder: Path, ratebook: Run) -> list[Row]:
    """Bytes and seconds at several sizes, and what the line through them says of 95."""
    names = [name for name in cms.all_releases() if name.startswith("RVU")]
    points = []
    for size in SIZES:
        home = folder / f"grow{size}"
        ratebook("refresh", *names[:size], "--cms", str(cms.FOLDER), "--home", str(home))
        built = min(_rebuilt(home, ratebook) for _ in range(3))
        points.append(((home / "warehouse/ratebook.duckdb").stat().st_size / 1e6, built))
    said = ", ".join(f"{size}: {mb:.0f} MB in {s:.1f} s"
                     for size, (mb, s) in zip(SIZES, points, strict=True))  # fmt: skip
    megabytes, seconds = (_line([p[i] for p in points]) for i in (0, 1))
    what = "size, and time to build what is staged, at 5, 10 and 19 PFS releases"
    return [
        (what, said, "", ""),
        (f"what a line through them says of {ALL} (2003 to 2026)",
         f"{megabytes:.0f} MB in {seconds:.0f} s", "", "least squares"),
    ]  # fmt: skip


def _rebuilt(home: Path, ratebook: Run) -> float:
    (home / "warehouse" / "ratebook.duckdb").unlink()
    return ratebook("refresh", "--offline", "--home", str(home))[0]


def _line(values: list[float]) -> float:
    """The line of least squares through a value at each of SIZES, at ALL."""
    middle, mean = sum(SIZES) / len(SIZES), sum(values) / len(values)
    slope = sum((x - middle) * (y - mean) for x, y in zip(SIZES, values, strict=True)) / sum(
        (x - middle) ** 2 for x in SIZES
    )
    return mean + slope * (ALL - middle)


def merged(database: Path) -> list[Row]:
    """Rows of the marts, and rows where neighboring periods that say the same are one."""
    found = []
    with duckdb.connect(database.as_posix(), read_only=True) as con:
        con.execute("set memory_limit = '4GB'")
        for mart in ("pfs_payment", "payment_by_site"):
            ((rows,),) = con.sql(f"select count(*) from {mart}").fetchall()
            less = sum(con.sql(MERGED.format(mart, first)).fetchall()[0][0]
                       for first in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")  # fmt: skip
            found.append((f"rows of {mart}, 2020 to 2026, and of {mart}_history",
                          f"{rows:,} and {less:,}", "", f"{less / rows:.0%}"))  # fmt: skip
    return found
