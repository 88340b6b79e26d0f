"""Bills and remittances as they come: X12 files (837P, 837I, 835) as claim lines."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ratebook import extras
from ratebook.errors import DataError

if TYPE_CHECKING:
    import duckdb

ENDINGS = (".837", ".835", ".x12", ".edi")
BOM = b"\xef\xbb\xbf"
LOOKED_AT = 4096  # bytes in which a file begins, though blank lines come before it


def is_one(path: Path) -> bool:
    """Whether a file begins with ISA, whatever it is called. DataError where its name says that it
    must and it does not."""
    try:
        with path.open("rb") as opened:
            head = opened.read(LOOKED_AT)
    except OSError as error:
        raise DataError(f"{path} cannot be read.") from error
    head = head[start(head) :]
    found = head[:3] == b"ISA" and head[3:4] == head[6:7] and not head[3:4].isalnum()
    if not found and path.suffix.lower() in ENDINGS:
        raise DataError(
            f"{path} does not begin with ISA: it is not an X12 file, or not a whole one."
        )
    return found


def start(head: bytes) -> int:
    """Where a file begins: after a byte order mark and blank lines."""
    marked = len(BOM) if head.startswith(BOM) else 0
    return marked + len(head[marked:]) - len(head[marked:].lstrip())


def into(con: "duckdb.DuckDBPyConnection", paths: Sequence[Path], folder: Path) -> str:
    """SQL that reads the lines of X12 files; DataError without the extra `x12`.

    `folder`: a private one, where they are kept as parquet.
    """
    extras.require("x12", "reading X12 files")
    from ratebook.x12 import read  # with pyx12 and Polars, which no csv needs

    return read.into(con, paths, folder)
