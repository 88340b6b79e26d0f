"""The report as a file, by the end of its name: .html or .xlsx; written whole or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipelines.changes.page import page
from pipelines.errors import DataError, UsageError


def write(report: dict[str, Any], path: Path) -> None:
    """Write the report under a temporary name and rename it."""
    if path.suffix not in (".html", ".xlsx"):
        raise UsageError(f"--to {path}: name a .html or .xlsx file.")
    making = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".xlsx":
            from pipelines.changes.book import book  # with XlsxWriter, which a page spares

            with tempfile.TemporaryDirectory(dir=path.parent, prefix=".diff-") as scratch:
                book(report, making, Path(scratch))
        else:
            making.write_text(page(report), encoding="utf-8")
        os.replace(making, path)
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            making.unlink()
