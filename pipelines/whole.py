"""A file that is written whole or not at all: under another name beside its own, then renamed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipelines.errors import DataError


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """The file to write in the place of `path`, which it becomes when the block ends well.

    Raises DataError where it cannot be written; nothing is left then.
    """
    making = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield making
        os.replace(making, path)
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        with suppress(OSError):
            making.unlink()
