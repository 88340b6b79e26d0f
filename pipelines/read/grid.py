"""A member's bytes as a grid of text cells, nothing interpreted, no row lost.

Row numbers count from 1 as a spreadsheet shows them: a quoted line break inside a cell
does not start a row, a blank line is one.
"""

import csv
import io
from dataclasses import dataclass

import fastexcel
import polars as pl

from pipelines.errors import DataError
from pipelines.read.members import Member

HEAD = 60  # rows looked at to learn how wide a file is and where its header stands


@dataclass(frozen=True)
class Grid:
    """Cells `c0`, `c1`, ... as text ('' where empty) and `source_row`."""

    source_file: str
    cells: pl.DataFrame
    fixed: bool = False

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
        return _sheets(member.name, data)
    text = decode(data)
    if _tabs(text):
        return [_delimited(member.name, text, "\t")]
    if member.format == "txt" and fixed:
        return [_lines(member.name, text)]
    return [_delimited(member.name, text, ",")]


def decode(data: bytes) -> str:
    """Text of bytes in UTF-8 (with or without a mark), UTF-16, cp1252 or cp437.

    CMS uses all of them: cp1252 mostly (a stray 0xFF in the OPPS txt of 2025), cp437 in
    the wage index of 2023, 2025 and 2026, where 0x81 has no meaning in cp1252.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _newlines(data.decode("utf-16", errors="replace"))
    data = data.removeprefix(b"\xef\xbb\xbf")
    for encoding in ("utf-8", "cp1252"):
        try:
            return _newlines(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _newlines(data.decode("cp437"))


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _tabs(text: str) -> bool:
    lines = [line for line in text[:20_000].split("\n") if line.strip()]
    return sum("\t" in line for line in lines) * 2 > len(lines)


def _delimited(name: str, text: str, separator: str) -> Grid:
    width = _width(name, text, separator)
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
    advice = "The file is damaged or has changed; nothing of it was used."
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count('"') % 2:
            return f"{name}, line {number}: a quote is not closed: {line[:60]!r}. {advice}"
        if line.count(separator) >= width and '"' not in line:
            return f"{name}, line {number} has more cells than the {width} above it. {advice}"
    return f"{name} cannot be read as a table. {advice}"


def _lines(name: str, text: str) -> Grid:
    return Grid(name, _numbered(pl.DataFrame({"c0": text.split("\n")})), fixed=True)


def _sheets(name: str, data: bytes) -> list[Grid]:
    try:
        workbook = fastexcel.read_excel(data)
        sheets = [
            (sheet, workbook.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string"))
            for sheet in workbook.sheet_names
        ]
    except fastexcel.FastExcelError as error:
        why = str(error).split("\n")[0]
        raise DataError(f"{name} is not a workbook that can be read ({why}).") from error
    return [
        Grid(f"{name}#{sheet}", _numbered(_renamed(content.to_polars())))
        for sheet, content in sheets
    ]


def _renamed(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.rename({old: f"c{i}" for i, old in enumerate(cells.columns)})


def _numbered(cells: pl.DataFrame) -> pl.DataFrame:
    filled = cells.with_columns(pl.all().cast(pl.String).fill_null(""))
    return filled.with_row_index("source_row", offset=1)
