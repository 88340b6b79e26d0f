"""The sheets of a workbook as text, after a look at how large they are.

fastexcel, which is ten times as fast as openpyxl, makes room for every cell up to the last one:
one blank in XFD1 is 16,384 columns of nothing. A workbook that is wider or longer than its table
is read by openpyxl row by row, and what has no end is refused before any reader opens it.
"""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import fastexcel
import polars as pl

from ratebook.errors import DataError

COLUMNS = 500  # of a table; CMS's widest has 32
CELLS = 20_000_000  # of a table or workbook; CMS's largest has 1.2 million
UNPACKED = 100_000_000  # bytes of a workbook; CMS's largest has 20 million
CELL = re.compile(rb"""\sr=["']([A-Za-z]{1,3})(\d{1,7})["']""")
ERROR = re.compile(rb"""<c\s[^>]*\bt=["']e["']""")
CHUNK = 1 << 20
BROKEN = (fastexcel.FastExcelError, zipfile.BadZipFile, OSError, ValueError, KeyError, TypeError,
          EOFError, SyntaxError, RuntimeError, IndexError, AttributeError)  # fmt: skip


def sheets(name: str, data: bytes) -> list[tuple[str, pl.DataFrame]]:
    """Each sheet by its name, with cells `c0`, `c1`, ... as text.

    Raises DataError for what is not a workbook, or is larger than any of CMS's.
    """
    if not data.startswith(b"PK"):
        old = data.startswith(b"\xd0\xcf\x11\xe0")
        what = "an old Excel workbook, or one with a password," if old else "not a workbook"
        raise DataError(f"{name} is {what}. Save it as xlsx or csv.")
    try:
        if _cells(name, data) > CELLS:
            return _row_by_row(name, data)
        book = fastexcel.read_excel(data)
        loaded = [
            (sheet, book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string"))
            for sheet in book.sheet_names
        ]
        if _has_errors(data):  # which fastexcel makes blanks of
            return _row_by_row(name, data)
    except DataError:
        raise
    except BROKEN as error:
        why = str(error).split("\n")[0]
        raise DataError(f"{name} cannot be read as a workbook ({why}).") from error
    return [(sheet, _renamed(content.to_polars())) for sheet, content in loaded]


def _renamed(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.rename({old: f"c{i}" for i, old in enumerate(cells.columns)})


def _cells(name: str, data: bytes) -> int:
    """How many cells fastexcel would make room for, by the addresses of the last ones; more than
    `CELLS` where a sheet is wider than a table."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(info.file_size for info in archive.infolist())
        if size > UNPACKED:
            raise DataError(
                f"{name} unpacks to {size:,} bytes from {len(data):,}; no CMS workbook has more "
                f"than {UNPACKED:,}. It was not read; check whether it is the right file."
            )
        parts = [info for info in archive.infolist() if info.filename.lower().endswith(".xml")]
        ends = [_end(archive, part) for part in parts]
    wide = any(columns > COLUMNS for _, columns in ends)
    return CELLS + 1 if wide else sum(rows * columns for rows, columns in ends)


def _has_errors(data: bytes) -> bool:
    """Whether a cell of any sheet is an error of Excel's, such as #N/A."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
        return any(ERROR.search(archive.read(name)) for name in sheets)


def _end(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """The last row and column that a cell of a sheet has."""
    rows, columns, rest = {0}, {0}, b""
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            found = CELL.findall(rest + chunk)
            rows.add(max((int(row) for row in {row for _, row in found}), default=0))
            columns |= {_number(letters) for letters in {letters for letters, _ in found}}
            rest = chunk[-20:]
    return max(rows), max(columns)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _row_by_row(name: str, data: bytes) -> list[tuple[str, pl.DataFrame]]:
    import openpyxl  # for the rare workbook alone

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return [(sheet.title, _used(f"{name}#{sheet.title}", sheet)) for sheet in book.worksheets]


def _used(name: str, sheet: Any) -> pl.DataFrame:
    """The cells of a sheet up to the last that holds something."""
    sheet.reset_dimensions()  # what the sheet says of its size need not be so
    rows: list[list[str]] = []
    width = last = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        texts = [_text(cell) for cell in cells] if cells else []
        used = max((at for at, text in enumerate(texts, start=1) if text.strip()), default=0)
        rows.append(texts[:used])
        width, last = max(width, used), number if used else last
        if width > COLUMNS or width * last > CELLS:
            raise DataError(
                f"{name}, row {number}: a cell in column {used:,} contains "
                f"{texts[used - 1][:40]!r}; no CMS table has more than {COLUMNS} columns or "
                f"{CELLS:,} cells. Delete everything beside and below the table, and add the file "
                "again."
            )
    square = [row + [""] * (width - len(row)) for row in rows[:last]]
    return pl.DataFrame(square, schema={f"c{i}": pl.String for i in range(width)}, orient="row")


def _text(value: Any) -> str:
    """A cell's value as fastexcel writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | str):
        return str(value)
    return f"{Decimal(repr(value)).normalize():f}"
