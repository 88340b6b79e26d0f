"""A file that is written completely or not at all: under another name, then renamed.

Its bytes are on the disk before its name is, so that a power cut leaves the old file or the new.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ratebook.errors import DataError


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """The file to write in the place of `path`, which it becomes when the block ends well.

    Raises DataError if it cannot be written; nothing is left then.
    """
    making = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield making
        replace(making, path)
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        with suppress(OSError):
            making.unlink()


def replace(made: Path, path: Path) -> None:
    """Put a finished file in the place of another by one rename, its bytes first."""
    sync(made)
    os.replace(made, path)
    sync(path.parent)


def sync(path: Path) -> None:
    """See that what was written to a file, or renamed in a folder, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
