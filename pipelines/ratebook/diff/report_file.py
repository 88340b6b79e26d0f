"""The report as a file, .html or .xlsx by its name, written completely or not at all."""

import tempfile
from pathlib import Path
from typing import Any

from ratebook.atomic import whole
from ratebook.diff.report_html import page
from ratebook.errors import UsageError


def write(report: dict[str, Any], path: Path) -> None:
    """Write the report under a temporary name and rename it."""
    if path.suffix not in (".html", ".xlsx"):
        raise UsageError(f"--to {path}: name a .html or .xlsx file.")
    with whole(path) as making:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".xlsx":
            from ratebook.diff.report_xlsx import book  # with XlsxWriter, which a page spares

            with tempfile.TemporaryDirectory(dir=path.parent, prefix=".diff-") as scratch:
                book(report, making, Path(scratch))
        else:
            making.write_text(page(report), encoding="utf-8")
