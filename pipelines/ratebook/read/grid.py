"""A member's bytes as a grid of text cells, nothing interpreted, no row lost.

Row numbers count from 1 as a spreadsheet shows them: a quoted line break inside a cell
does not start a row, a blank line is one.
"""

import csv
import io
import re
from dataclasses import dataclass

import polars as pl

from ratebook.errors import DataError, harmless
from ratebook.read import workbook
from ratebook.read.members import Member
from ratebook.read.workbook import CELLS, COLUMNS

HEAD = 60  # rows looked at to learn how wide a file is and where its header stands
ADVICE = "The file is damaged or has changed; nothing from it was used."
OURS = "\x1a\t\r\n"  # control characters that CMS's files hold, and that are dealt with
CONTROL = f"[\\x00-\\x1f\\x7f--{OURS}]"


@dataclass(frozen=True)
class Grid:
    """Cells `c0`, `c1`, ... as text ('' if empty) and `source_row`."""

    file: str
    cells: pl.DataFrame
    fixed: bool = False
    sheet: str = ""

    @property
    def source_file(self) -> str:
        """The member, and the sheet of a workbook behind it."""
        return f"{self.file}#{self.sheet}" if self.sheet else self.file

    def head(self) -> list[list[str]]:
        """The first rows, as lists of text."""
        cells = self.cells.head(HEAD).drop("source_row")
        return [list(row) for row in cells.iter_rows()]


def grids(member: Member, fixed: bool) -> list[Grid]:
    """The grids of a member: one for a csv or txt, one a sheet for an xlsx.

    `fixed`: whether the layout at hand has a fixed-width twin, for a txt without tabs.
    """
    data = member.read()
    if member.format == "xlsx":
        found = workbook.sheets(member.name, data)
        return [
            Grid(member.name, _numbered(cells), sheet=harmless(sheet)) for sheet, cells in found
        ]
    _require_text(member.name, data)
    text = decode(data)
    separator = _separator(text)
    if separator == "," and member.format == "txt" and fixed:
        return [_lines(member.name, text)]
    return [_delimited(member.name, text, separator)]


def _require_text(name: str, data: bytes) -> None:
    """Other files go by the name of a csv too."""
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    kinds = {b"pk\x03\x04": "a workbook or a zip", b"\xd0\xcf\x11\xe0": "an old Excel workbook",
             b"<!doctype": "a web page", b"<html": "a web page", b"%pdf": "a pdf"}  # fmt: skip
    if kind := next((kind for mark, kind in kinds.items() if start.startswith(mark)), ""):
        raise DataError(
            f"{name} is {kind}, not a text table. Save it as csv, or save the workbook with the "
            "ending .xlsx."
        )


def decode(data: bytes) -> str:
    """Text of bytes in UTF-8 (with or without a mark), UTF-16 (the same), cp1252 or cp437.

    CMS uses all of them: cp1252 mostly (a stray 0xFF in the OPPS txt of 2025), cp437 in
    the wage index of 2023, 2025 and 2026, where 0x81 has no meaning in cp1252.
    """
    if wide := _utf_16(data):
        return _newlines(data.decode(wide, errors="replace"))
    data = data.removeprefix(b"\xef\xbb\xbf")
    for encoding in ("utf-8", "cp1252"):
        try:
            return _newlines(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _newlines(data.decode("cp437"))


def _utf_16(data: bytes) -> str:
    """Which UTF-16 (or UTF-32) it is by its mark, or by the zero half of its characters."""
    if data[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        return "utf-32"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    start = data[:4096]
    zeros = [start[at::2].count(0) * 4 > len(start) for at in (0, 1)]  # over half of every other
    return {(True, False): "utf-16-be", (False, True): "utf-16-le"}.get((zeros[0], zeros[1]), "")


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _separator(text: str) -> str:
    """What parts the cells: a tab, a semicolon or a bar where most lines have it and, of the
    latter two, more of them than commas; else a comma."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()]
    for mark in "\t;|":
        has = sum(mark in line for line in lines) * 2 > len(lines)
        if has and (mark == "\t" or sum(line.count(mark) - line.count(",") for line in lines) > 0):
            return mark
    return ","


def _delimited(name: str, text: str, separator: str) -> Grid:
    text = re.sub(rf"{re.escape(separator)}{{{COLUMNS},}}(?=\n|\Z)", "", text)  # nothing is there
    width = _width(name, text, separator)
    if width > COLUMNS or width * text.count("\n") > CELLS:
        raise DataError(
            f"{name} has {width:,} columns and {text.count(chr(10)):,} lines; no CMS table has "
            f"more than {COLUMNS} columns or {CELLS:,} cells. {ADVICE}"
        )
    schema = {f"c{i}": pl.String for i in range(width)}
    try:
        cells = pl.read_csv(
            io.BytesIO(text.encode()),
            separator=separator,
            has_header=False,
            schema=schema,
            missing_columns="insert",  # CMS ends some rows early
        )
    except pl.exceptions.NoDataError:
        cells = pl.DataFrame(schema=schema)
    except pl.exceptions.PolarsError as error:
        raise DataError(_damaged(name, text, separator, width)) from error
    return Grid(name, _numbered(cells))


def _width(name: str, text: str, separator: str) -> int:
    """How many columns the first rows have."""
    try:
        rows = csv.reader(io.StringIO(text[:200_000]), delimiter=separator)
        return max((len(row) for row, _ in zip(rows, range(HEAD), strict=False)), default=1)
    except csv.Error as error:
        raise DataError(_damaged(name, text, separator, 1 << 20)) from error


def _damaged(name: str, text: str, separator: str, width: int) -> str:
    """What is wrong with a csv that cannot be read, and in which line of text."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count('"') % 2:
            return f"{name}, line {number}: a quotation mark is not closed: {line[:60]!r}. {ADVICE}"
        if line.count(separator) >= width and '"' not in line:
            return f"{name}, line {number} has more cells than the {width} above it. {ADVICE}"
    return f"{name} cannot be read as a table. {ADVICE}"


def _lines(name: str, text: str) -> Grid:
    return Grid(name, _numbered(pl.DataFrame({"c0": text.split("\n")})), fixed=True)


def _numbered(cells: pl.DataFrame) -> pl.DataFrame:
    """With row numbers; '' if a cell is empty, a mark for a character that a terminal obeys."""
    text = pl.all().cast(pl.String).fill_null("")
    filled = cells.with_columns(text.str.replace_all(CONTROL, "\ufffd"))
    return filled.with_row_index("source_row", offset=1)
