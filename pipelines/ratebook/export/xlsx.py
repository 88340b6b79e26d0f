"""xlsx: a cover that says what the figures are, then the rows, sheet after sheet.

Codes are typed text, amounts are numbers with their places. Excel keeps fifteen digits of a number:
more than any amount has. Rows go to disk as they come, and the same rows give the same bytes.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter
from rich.filesize import decimal
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from ratebook.errors import UsageError
from ratebook.export import cells
from ratebook.export.source import ExportColumn, ExportRows, types
from ratebook.progress import watching
from ratebook.sample import NOTICE

SHEET_ROWS = 1_048_575  # Excel's 1,048,576 less the header
LONGEST = 32_767  # characters in a cell
FIRST_DAY = date(1900, 3, 1)  # Excel counts the days before it wrongly
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
BATCH = 5_000
CELLS, CELL_BYTES = 100_000, 3  # written in a second, and what a cell takes on the disk
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
MADE = {"created": datetime(2000, 1, 1)}  # not now, so that the same rows are the same bytes


def require_small(
    con: duckdb.DuckDBPyConnection, source: ExportRows, consent: Callable[[str], None]
) -> None:
    """Ask for consent to what does not fit on one sheet, with how large it will be."""
    with watching("counting"):
        ((rows,),) = con.execute(f"select count(*) from (\n{source.query}\n)").fetchall()
    if rows <= SHEET_ROWS:
        return
    sheets, cells_ = -(-rows // SHEET_ROWS), rows * len(types(con, source.query))
    minutes, size = -(-cells_ // (CELLS * 60)), decimal(cells_ * CELL_BYTES)
    consent(
        f"{source.name} has {rows:,} rows: an xlsx with {sheets} sheets, about {minutes:,} "
        f"minutes and {size}, which Excel may not open. Select a part (--codes FILE, --year, "
        "--where \"mac = '10112'\"), or write parquet or csv.gz (--to rates.parquet)."
    )


def refuse(size: str) -> None:
    """No consent: UsageError with the size and what to do instead."""
    raise UsageError(f"{size} --yes writes it anyway.")


@contextmanager
def workbook(path: Path, scratch: Path) -> Iterator[xlsxwriter.Workbook]:
    """A new workbook, written when the block ends; its overflow lies in `scratch`."""
    try:
        with xlsxwriter.Workbook(path.as_posix(), OPTIONS | {"tmpdir": scratch.as_posix()}) as book:
            book.set_properties(MADE)
            yield book
    except FileCreateError as error:
        raise OSError(*error.args[0].args) from error


def write(
    con: duckdb.DuckDBPyConnection, source: ExportRows, columns: list[ExportColumn], path: Path,
    lines: list[tuple[str, str]],
) -> int:  # fmt: skip
    """Write a source as a workbook; returns how many rows. `lines`: the first of its cover."""
    meanings = [(column.name, column.meaning) for column in columns if column.meaning]
    with watching(path.name, lambda: _bytes(path.parent)), workbook(path, path.parent) as book:
        add_lines(book, "about", [*lines, ("", ""), ("ExportColumn", "Meaning"), *meanings])
        return add_rows(book, "rows", columns, _rows(con.execute(source.query)))


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


def _rows(answer: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := answer.fetchmany(BATCH):
        yield from batch


def add_lines(book: xlsxwriter.Workbook, name: str, lines: Iterable[tuple[str, str]]) -> None:
    """A sheet of lines: a name in bold, and what is said of it."""
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    for number, (left, right) in enumerate(lines):
        sheet.write_string(number, 0, left, bold)
        sheet.write_string(number, 1, _text(right))


def add_rows(
    book: xlsxwriter.Workbook, name: str, columns: Sequence[ExportColumn],
    rows: Iterable[Sequence[Any]],
) -> int:  # fmt: skip
    """Rows below a header that stays in view, in as many sheets as they need; returns how many."""
    formats = [_format(book, column) for column in columns]
    sheet, written, here = _open(book, name, columns), 0, 0
    for row in rows:
        if here == SHEET_ROWS:
            _close(sheet, columns, here)
            sheet, here = _open(book, f"{name} {written + 1} on", columns), 0
        here, written = here + 1, written + 1
        for place, value in enumerate(row):
            if value is not None:
                _put(sheet, here, place, value, formats[place])
    _close(sheet, columns, here)
    return written


def _open(book: xlsxwriter.Workbook, name: str, columns: Sequence[ExportColumn]) -> Worksheet:
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, max(len(column.name) + 3, 11))
        sheet.write_string(0, place, column.name, bold)
    return sheet


def _close(sheet: Worksheet, columns: Sequence[ExportColumn], rows: int) -> None:
    sheet.autofilter(0, 0, rows, len(columns) - 1)


def _format(book: xlsxwriter.Workbook, column: ExportColumn) -> Any:
    if cells.is_amount(column):
        places = max(2, int(column.type.rstrip(")").split(",")[1]))
        return book.add_format({"num_format": "0." + "0" * places})
    if column.type == "DATE":
        return book.add_format({"num_format": "yyyy-mm-dd"})
    return book.add_format({"num_format": "@"}) if cells.is_text(column) else None


def _put(sheet: Worksheet, row: int, place: int, value: Any, format: Any) -> None:
    """A value as Excel should take it: text stays text, whatever it begins with."""
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value, format)
    elif isinstance(value, Decimal | int) or (isinstance(value, float) and value - value == 0):
        sheet.write_number(row, place, value, format)
    elif type(value) is date and value >= FIRST_DAY:
        sheet.write_datetime(row, place, value, format)
    else:
        sheet.write_string(row, place, _text(value), format)


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return text if text.isprintable() and len(text) < LONGEST else CONTROL.sub("", text)[:LONGEST]


def cover(about: dict[str, Any]) -> list[tuple[str, str]]:
    """The lines of the first sheet, from a manifest."""
    lines = [("What", about["name"]), ("Made by", f"Ratebook {about['ratebook_version']}")]
    if about["origin"] == "sample":
        lines.append(("", NOTICE))
    lines += [("Meaning", about["comment"])] if about["comment"] else []
    for release in about["releases"]:
        days = f"{release['effective_from']} to {release['effective_through'] or 'replaced'}"
        lines.append(
            (release["release"], f"{release['dataset']}, {days}, sha256 {release['sha256']}")
        )
    lines += [("Warning", text) for text in about["warnings"]]
    return lines + [("Notice", text) for text in about["notices"]]
