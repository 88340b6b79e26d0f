"""What a comparison says as a csv of its lines, or as a workbook with its sums."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from ratebook import atomic
from ratebook.db import Row
from ratebook.errors import UsageError

MONEY, COUNT, PERCENT = "DECIMAL(18,2)", "BIGINT", "DECIMAL(18,1)"
COUNTS = ("line", "lines", "compared", "codes", "under_100")
PERCENTS = ("percent", "lowest", "highest")
EXACT = ("units", "fee", "difference")  # with up to four decimals
TEXTS = ("hcpcs", "modifiers", "setting", "category", "reason", "first_term", "second_term")


def require_ending(to: str | None) -> None:
    """UsageError, before anything is priced, where a name says no format."""
    if to and Path(to).suffix.lower() not in (".csv", ".xlsx"):
        raise UsageError(f"{to}: --to takes a name that ends in .csv or .xlsx.")


def write(path: Path, about: Sequence[tuple[str, str]], sheets: Mapping[str, list[Row]]) -> None:
    """The first of `sheets` as csv, or all of them as a workbook below a cover of `about`."""
    with atomic.whole(path) as making:
        if path.suffix.lower() == ".csv":
            making.write_text(_csv(next(iter(sheets.values()))), encoding="utf-8", newline="")
        else:
            _book(making, about, sheets)


def _csv(rows: list[Row]) -> str:
    out = io.StringIO()
    made = csv.DictWriter(out, list(rows[0]) if rows else ["line"])
    made.writeheader()
    made.writerows(rows)
    return out.getvalue()


def _book(path: Path, about: Sequence[tuple[str, str]], sheets: Mapping[str, list[Row]]) -> None:
    from ratebook.export.source import ExportColumn
    from ratebook.export.xlsx import add_lines, add_rows, workbook

    with TemporaryDirectory(prefix="ratebook-") as scratch, workbook(path, Path(scratch)) as made:
        add_lines(made, "about", about)
        for name, rows in sheets.items():
            if rows:
                columns = [ExportColumn(column, _kind(column), "") for column in rows[0]]
                add_rows(made, name, columns, [list(row.values()) for row in rows])


def _kind(column: str) -> str:
    if column in COUNTS:
        return COUNT
    if column in TEXTS:
        return "VARCHAR"
    return PERCENT if column in PERCENTS else "DECIMAL(18,4)" if column in EXACT else MONEY
