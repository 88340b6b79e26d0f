"""What `reprice` writes: the priced lines, and the summary as a report; each file whole or not."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from ratebook import atomic
from ratebook.db import quoted
from ratebook.errors import UsageError

FORMATS = {".csv": "csv, header", ".parquet": "parquet"}
TEXT = """
    select * replace (
        array_to_string(
            list_transform(steps, lambda s: s.rule || ' ' || s.amount::decimal(18, 2)), '; '
        ) as steps,
        array_to_string(flags, '; ') as flags,
        array_to_string(list_transform(edits, lambda e: e.says), '; ') as edits
    )
    from priced
"""
EACH = "order by line_row"
# What the contract's payer owes yet: the largest first.
SHORT = "where contract_short > 0 order by contract_short desc, line_row"


def require_endings(to: str | None, report: str | None, short: str | None = None) -> None:
    """UsageError, before anything is read, where a name says no format."""
    for option, name in (("--to", to), ("--short", short)):
        if name and Path(name).suffix.lower() not in (*FORMATS, ".xlsx"):
            raise UsageError(f"{name}: {option} takes a name that ends in .csv, .parquet or .xlsx.")
    if report and Path(report).suffix.lower() not in (".html", ".xlsx"):
        raise UsageError(f"{report}: --report takes a name that ends in .html or .xlsx.")


def write_lines(con: duckdb.DuckDBPyConnection, path: Path, which: str = EACH) -> None:
    """The table `priced`, or some lines of it, as csv or xlsx (steps and flags in words) or parquet
    (as lists)."""
    ending = path.suffix.lower()
    with atomic.whole(path) as making, TemporaryDirectory(prefix="ratebook-") as scratch:
        if ending == ".xlsx":
            from ratebook.claims import report_xlsx  # with XlsxWriter, which a csv spares

            report_xlsx.lines(con, TEXT + which, making, Path(scratch))
        else:
            query = (TEXT if ending == ".csv" else "select * from priced ") + which
            target = quoted(making.as_posix())
            con.execute(f"copy ({query}) to {target} (format {FORMATS[ending]})")


def write_summary(found: dict[str, Any], path: Path) -> None:
    """The summary as one HTML file or a workbook; it names no claim and no person."""
    with atomic.whole(path) as making, TemporaryDirectory(prefix="ratebook-") as scratch:
        if path.suffix.lower() == ".xlsx":
            from ratebook.claims import report_xlsx

            report_xlsx.summary(found, making, Path(scratch))
        else:
            from ratebook.claims import report_html  # with Jinja, which a workbook spares

            making.write_text(report_html.page(found), encoding="utf-8")
