"""Measure Ratebook against the least work possible, side by side in one run.

usage: python -m tests.bench.run     (CMS's files in ../shared/cms, or RATEBOOK_TEST_CMS)

Every command is a whole process, imports included, in turn with the floor: A B A B, best of
five. Prints the ratios and writes them to BENCHMARKS.md.
"""

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from tests.bench.unattended import merged, unattended
from tests.support import cms

ROOT = Path(__file__).parents[2]
RUNS = 5
MARTS = ("pfs_payment", "payment_by_site")
POINT = (
    "select * from payment_by_site where hcpcs = '20560' and modifier = '' and mac = '10112' "
    "and locality = '00' and not qp and date '2025-11-01' between effective_from and "
    "effective_through"
)


def timed(*command: str) -> tuple[float, int]:
    """Seconds of a whole process, and its peak memory in MB."""
    start = time.perf_counter()
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
    )
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    assert status == 0, command
    return seconds, usage.ru_maxrss // 1024


def ratebook(*words: str) -> tuple[float, int]:
    return timed(sys.executable, "-m", "ratebook", *words)


def refresh(home: Path) -> tuple[float, int]:
    """A refresh from raw/ to a published warehouse, nothing staged before."""
    shutil.rmtree(home / "warehouse", ignore_errors=True)
    return ratebook("refresh", "--offline", "--home", str(home))


def floor(folder: Path) -> tuple[float, int]:
    out = folder / "floor.duckdb"
    out.unlink(missing_ok=True)
    script = str(ROOT / "tests" / "bench" / "floor.py")
    return timed(sys.executable, script, str(cms.zip_of("RVU25D")), str(out))


def best(times: list[tuple[float, int]]) -> float:
    return min(seconds for seconds, _ in times)


def in_turn(folder: Path, other: Callable[[], tuple[float, int]]) -> tuple[list, list]:
    """A command and the floor, A B A B."""
    pairs = [(other(), floor(folder)) for _ in range(RUNS)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def point_query(home: Path) -> float:
    """Milliseconds of the point query in an open connection, median of 20."""
    with duckdb.connect((home / "warehouse" / "ratebook.duckdb").as_posix(), read_only=True) as con:
        con.sql(POINT).fetchall()
        return statistics.median(_once(con) for _ in range(20))


def _once(con: duckdb.DuckDBPyConnection) -> float:
    start = time.perf_counter()
    assert len(con.sql(POINT).fetchall()) == 1
    return (time.perf_counter() - start) * 1000


def measure(folder: Path) -> list[tuple[str, str, str, str]]:
    """Each row: what, measured, allowed, how."""
    one, every = folder / "one", folder / "every"
    ratebook("refresh", "RVU25D", "--cms", str(cms.FOLDER), "--home", str(one))
    names = cms.all_releases()
    ratebook("refresh", *names, "--cms", str(cms.FOLDER), "--home", str(every))
    pfs = sum(name.startswith("RVU") for name in names)
    rows = []
    mine, least = in_turn(folder, lambda: refresh(one))
    rows.append(("refresh of RVU25D from raw/, against the floor",
                 f"{best(mine) / best(least):.2f} x", "2.0 x",
                 f"{best(mine):.2f} s against {best(least):.2f} s"))  # fmt: skip
    mine, least = in_turn(folder, lambda: refresh(every))
    ratio = best(mine) / best(least)
    memory = max(peak for _, peak in mine)
    rows.append((f"all {len(names)} releases from raw/, per PFS release ({pfs}), against the floor",
                 f"{ratio / pfs:.2f} x", "1.2 x", f"{best(mine):.2f} s in all"))  # fmt: skip
    rows.append(("peak memory of that", f"{memory:,} MB", "2,048 MB", "resident, whole process"))
    bare = [timed(sys.executable, "-c", "import duckdb") for _ in range(RUNS)]
    shown = [ratebook("show", "20560", "--on", "2025-11-01", "--home", str(every))
             for _ in range(RUNS)]  # fmt: skip
    rows.append(("`ratebook show 20560`, cold, over `import duckdb`",
                 f"{best(shown) - best(bare):.2f} s", "0.5 s",
                 f"{best(shown):.2f} s against {best(bare):.2f} s"))  # fmt: skip
    query = f"{point_query(every):.1f} ms"
    what = "point query by code, locality and day, all releases"
    rows.append((what, query, "10 ms", "median of 20, open connection"))
    rows += unattended(folder, ratebook, lambda: floor(folder)[0])
    file = every / "warehouse" / "ratebook.duckdb"
    rows += merged(file)
    size = file.stat().st_size / 1e6
    with duckdb.connect(file.as_posix(), read_only=True) as con:
        counts = {m: con.sql(f"select count(*) from {m}").fetchall()[0][0] for m in MARTS}
    marts = [f"{count:,} rows of {mart}" for mart, count in counts.items()]
    rows.append(("size of that warehouse", f"{size:.0f} MB", "", " and ".join(marts)))
    return rows


def main() -> None:
    """Measure, print, and write BENCHMARKS.md."""
    if not cms.FOLDER.is_dir():
        sys.exit(f"CMS's files are not in {cms.FOLDER}; set RATEBOOK_TEST_CMS to their folder.")
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(Path(folder))
    lines = [f"| {what} | {found} | {allowed} | {how} |" for what, found, allowed, how in rows]
    text = (ROOT / "tests" / "bench" / "BENCHMARKS.head.md").read_text()
    machine = (
        f"{os.cpu_count()} cores, Python {platform.python_version()}, "
        f"DuckDB {duckdb.__version__}, Polars {pl.__version__}, {date.today()}"
    )
    text = text.format(machine=machine, table="\n".join(lines))
    (ROOT / "BENCHMARKS.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
