"""One machine, shards and Spark on the same claim lines: how long each takes, and that all agree.

    python -m tests.bench.scale HOME LINES FOLDER [ENGINE]

HOME: a folder with a warehouse; FOLDER: where the claims (made by tests.bench.claims), the lake and
what each way prices are kept, so that a second run makes neither again; ENGINE: by default
`local[2]`. Each way is a whole process (of shards one for each, one after another), and prices with
NCCI's edits. The outputs are held against one machine's, row for row.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ratebook.db import connect
from ratebook.home import Home
from tests.bench import claims as bench

SHARDS = 4


def ratebook(home: str, *words: str) -> str:
    """What `ratebook` prints; an error where it fails."""
    command = [sys.executable, "-m", "ratebook", *words]
    done = subprocess.run(command, env=os.environ | {"RATEBOOK_HOME": home}, check=False,
                          stdout=subprocess.PIPE, text=True)  # fmt: skip
    if done.returncode:
        raise SystemExit(f"ratebook {words[0]}: status {done.returncode}\n{done.stdout}")
    return done.stdout


def inputs(home: str, lines: int, folder: Path) -> tuple[Path, Path]:
    """The claims and the lake, made unless they are there."""
    claims, lake = folder / f"claims-{lines}.parquet", folder / "lake"
    folder.mkdir(parents=True, exist_ok=True)
    if not claims.is_file():
        with connect(Home(Path(home)).database.as_posix(), read_only=True) as con:
            bench.make(con, claims, lines)
    if not lake.is_dir():
        ratebook(home, "export", "--inputs", "--to", str(lake))
    return claims, lake


def in_shards(home: str, claims: Path, to: Path) -> None:
    """Price the claims in parts, one after another."""
    to.mkdir()
    for part in range(1, SHARDS + 1):
        ratebook(home, "reprice", str(claims), "--to", str(to / f"{part}.parquet"),
                 "--shard", f"{part}/{SHARDS}")  # fmt: skip


def main(home: str, lines: str, where: str, engine: str = "local[2]") -> None:
    """Print, for each way, its seconds, and how many rows differ."""
    folder = Path(where)
    claims, lake = inputs(home, int(lines), folder)
    first, shards, there = (folder / name for name in ("one.parquet", "shards", "spark"))
    for old in (shards, there):
        shutil.rmtree(old, ignore_errors=True)
    reprice = ["reprice", str(claims), "--to"]
    ways: dict[str, Callable[[], object]] = {
        "one machine": lambda: ratebook(home, *reprice, str(first)),
        f"{SHARDS} shards": lambda: in_shards(home, claims, shards),
        f"Spark {engine}": lambda: ratebook(
            home, *reprice, str(there), "--engine", engine, "--lake", str(lake)
        ),
    }
    outputs = (first, shards, there)
    for (way, run), made in zip(ways.items(), outputs, strict=True):
        begun = time.perf_counter()
        run()
        took = time.perf_counter() - begun
        agrees = ratebook(home, "reconcile", str(first), str(made)).splitlines()
        print(f"{way}: {took:.0f} s; {' '.join(agrees[1:])}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
