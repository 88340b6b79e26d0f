"""A folder where an export is made, beside where it goes, and the renames that put it there.

It lies in the target's own folder, so that the rename is one, and DuckDB's overflow lies where
there is room. A run that is killed leaves it; the next export into that folder clears it.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = ".exporting-"


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A new folder below `folder`, gone afterwards; what the dead left there is cleared."""
    new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        _clear(folder)
        made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
        held = _hold(made)
    try:
        (made / "out").mkdir()
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        os.close(held)
        if new:
            with suppress(OSError):
                folder.rmdir()  # where nothing was put into it


def _clear(folder: Path) -> None:
    for left in folder.glob(f"{PREFIX}*"):
        try:
            held = _hold(left)
        except OSError:
            continue  # of a run that is alive
        _put_back(left, folder)
        shutil.rmtree(left, ignore_errors=True)
        os.close(held)


def _hold(folder: Path) -> int:
    """A lock on a folder, which the system gives back when the process ends in any way."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(opened)
        raise
    return opened


def _put_back(left: Path, folder: Path) -> None:
    """What a killed run had moved aside and not yet replaced."""
    for before in (left / "before").glob("*"):
        if not (folder / before.name).exists():
            os.replace(before, folder / before.name)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """The only export that makes, clears or renames in a folder, and writes its manifest."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def put(made: Path, folder: Path, last: str) -> None:
    """Move all of `made/out` into the folder, each by one rename; a folder replaces a folder.

    `last`: the name of what is moved when all the rest is there.
    """
    for new in sorted((made / "out").iterdir(), key=lambda path: (path.name == last, path.name)):
        target = folder / new.name
        if target.is_dir():
            (made / "before").mkdir(exist_ok=True)
            os.replace(target, made / "before" / new.name)
        os.replace(new, target)
