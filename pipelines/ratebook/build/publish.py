"""One writer at a time, and a warehouse that is swapped in whole.

A reader that has the old file open keeps it; the last few are kept under `warehouse/kept/`.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from ratebook.atomic import replace
from ratebook.errors import DataError
from ratebook.home import Home

KEPT = 3  # earlier warehouses


@contextmanager
def writing(home: Home, patience: int = 0) -> Iterator[None]:
    """Hold the home's lock; if another run has it, wait for so many seconds.

    Raises DataError that says who holds it.
    """
    try:
        home.warehouse.mkdir(parents=True, exist_ok=True)
        lock = (home.warehouse / ".lock").open("a+")
    except OSError as error:
        raise DataError(_unwritable(home.warehouse, error)) from error
    with lock:
        _hold(lock, home, patience)
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")
        lock.flush()
        try:
            _clear(home)
            yield
        except OSError as error:
            raise DataError(_unwritable(home.warehouse, error)) from error


def _hold(lock: TextIO, home: Home, patience: int) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() < until:
                time.sleep(1)
                continue
            lock.seek(0)
            holder = lock.read().strip() or "another process"
            raise DataError(
                f"Another refresh of {home.folder.resolve()} is running ({holder}). Nothing was "
                "changed; try again when it is done."
            ) from error


def _clear(home: Home) -> None:
    """Remove what a killed build left behind."""
    for path in [*home.warehouse.glob(".building-*"), *home.staging.glob("*/*.making")]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def building(home: Home) -> Path:
    """The file in which a new warehouse is built, next to the published one."""
    return home.warehouse / f".building-{os.getpid()}.duckdb"


def publish(built: Path, home: Home, keep: bool = True) -> Path:
    """Swap a checked warehouse in by one rename, and keep the one before it if it was another.

    Somebody may have opened the published file for writing and died: the log of that goes
    with the old file, else DuckDB would replay it into the new one.
    """
    if keep:
        _keep(home)
    home.log.unlink(missing_ok=True)
    replace(built, home.database)
    return home.database


def _keep(home: Home) -> None:
    if not home.database.exists():
        return
    kept = home.warehouse / "kept"
    kept.mkdir(exist_ok=True)
    built = datetime.fromtimestamp(home.database.stat().st_mtime, UTC)
    copy = kept / f"ratebook-{built:%Y%m%dT%H%M%S}.duckdb"
    if not copy.exists():
        try:
            os.link(home.database, copy)
        except OSError:  # a file system without hard links
            shutil.copy2(home.database, copy)
    if home.log.exists():
        shutil.copy2(home.log, copy.with_name(copy.name + ".wal"))
    for old in sorted(kept.glob("ratebook-*.duckdb"))[:-KEPT]:
        old.unlink()
        old.with_name(old.name + ".wal").unlink(missing_ok=True)


def _unwritable(folder: Path, error: OSError) -> str:
    return (
        f"{error.filename or folder.resolve()} cannot be written ({error.strerror or error}). The "
        "published warehouse is unchanged. Free up disk space or fix the permissions, and run "
        "again."
    )
