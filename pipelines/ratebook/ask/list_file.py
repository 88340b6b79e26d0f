"""Lists that people have, as rows of text: csv with any separator, or a workbook's first sheet."""

import csv
import io
from pathlib import Path

from ratebook.errors import UsageError

Line = tuple[int, list[str]]  # the row's number, as a spreadsheet shows it, and its cells
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how xlsx and xls begin
SEPARATORS = "\t;|,"


def lines(path: Path) -> list[Line]:
    """The rows of a csv, text file or workbook that are not blank, cells without outer blanks."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    rows = _sheet(path, data) if data.startswith(WORKBOOKS) else _text(path, data)
    stripped = [(number, [plain(cell) for cell in cells]) for number, cells in rows]
    return [(number, cells) for number, cells in stripped if any(cells)]


def plain(cell: str) -> str:
    """A cell without blanks around it, and without what keeps Excel from making it a number."""
    text = cell.replace("\u00a0", " ").strip()
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    return text.removeprefix("'").strip()


def _text(path: Path, data: bytes) -> list[Line]:
    from ratebook.read.grid import decode  # with Polars, which a question without a list spares

    text = decode(data)
    if "\0" in text:
        raise UsageError(f"{path} is not a text file: save it as csv (UTF-8) or .xlsx.")
    first = next((line for line in text.split("\n") if line.strip()), "")
    if first.lower().startswith("sep="):  # Excel's own note of the separator
        separator, skipped = first[4:5] or ",", first
    else:
        separator, skipped = max(SEPARATORS, key=first.count), None
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        rows = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise UsageError(f"{path}, line {reader.line_num}: {error}; save it as csv.") from error
    return [row for row in rows if skipped is None or separator.join(row[1]) != skipped]


def _sheet(path: Path, data: bytes) -> list[Line]:
    import fastexcel

    try:
        sheet = fastexcel.read_excel(data).load_sheet(
            0, header_row=None, skip_rows=0, dtypes="string"
        )
    except fastexcel.FastExcelError as error:
        raise UsageError(f"{path} cannot be read as a workbook: save it as csv (UTF-8).") from error
    rows = sheet.to_polars().rows()
    return [(n, [cell or "" for cell in row]) for n, row in enumerate(rows, start=1)]
