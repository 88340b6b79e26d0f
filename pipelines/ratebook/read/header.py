"""Where the header of a table is, and which of our columns each CMS column is.

Columns are mapped by the meaning of their header, never counted. Both sides must agree:
a column that no layout knows and a column that is missing are both errors.
"""

import difflib
import re
from dataclasses import dataclass, field

import polars as pl

from ratebook.errors import LayoutError
from ratebook.read.grid import Grid
from ratebook.read.layouts import Column, Layout

STACK = 7  # rows a stacked header may have; PPRRVU has five
ERRORS = r"^\s*#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)\s*$"  # what Excel leaves of a formula


@dataclass(frozen=True)
class Header:
    """A header read with one layout: its last row, and what each column turned out to be."""

    row: int  # 1-based, of the last header row; 0 if there is none
    texts: tuple[str, ...]
    found: dict[str, int]  # our name -> position
    unknown: tuple[int, ...]
    missing: tuple[Column, ...]
    spread: dict[str, int] = field(default_factory=dict)  # header text -> position

    @property
    def fits(self) -> bool:
        """Whether both sides agree."""
        return not self.unknown and not self.missing

    @property
    def score(self) -> int:
        """How near the reading is: columns found less columns that no one knows."""
        return len(self.found) + len(self.spread) - len(self.unknown)


def find_header(grid: Grid, layout: Layout) -> Header:
    """The reading of the first rows that fits the layout best; see `Header.fits`."""
    rows = [(number, [_fold(cell) for cell in row]) for number, row in enumerate(grid.head(), 1)]
    filled = [(number, row) for number, row in rows if any(row)]  # some programs double line ends
    head = [row for _, row in filled]
    best = Header(0, (), {}, (), tuple(c for c in layout.columns if not c.optional))
    for last in range(len(head)):
        for first in range(last, max(-1, last - STACK), -1):
            header = _reading(head[first : last + 1], filled[last][0], layout)
            if header.fits:
                return header
            if header.score > best.score:
                best = header
    return best


def _fold(cell: str) -> str:
    return re.sub(r"\s+", " ", cell.replace("\xa0", " ")).strip().upper()


def _reading(rows: list[list[str]], last: int, layout: Layout) -> Header:
    texts = tuple(_meaning(" ".join(cells), layout) for cells in zip(*rows, strict=True))
    found: dict[str, int] = {}
    spread: dict[str, int] = {}
    unknown = []
    for position, text in enumerate(texts):
        column = next((c for c in layout.columns if c.matches(text)), None)
        names = spread if column and column.each else found
        name = text if column and column.each else column.name if column else ""
        if column and name not in names:
            names[name] = position
        elif text and (column or not layout.others):
            unknown.append(position)
    missing = tuple(
        c for c in layout.columns
        if not c.optional and not (spread if c.each else c.name in found)
    )  # fmt: skip
    raw = tuple(_fold(" ".join(cells)) for cells in zip(*rows, strict=True))
    return Header(last, raw, found, tuple(unknown), missing, spread)


def _meaning(text: str, layout: Layout) -> str:
    if layout.ignore_in_header:
        text = re.sub(layout.ignore_in_header, " ", text)
    return _fold(text).rstrip("*").strip()


def require_fit(header: Header, grid: Grid, layout: Layout, release: str) -> None:
    """Raise LayoutError that names what does not fit, what is nearest, and the file to edit."""
    if header.fits:
        return
    needed = [column for column in layout.columns if not column.optional]
    if header.score < min(2, len(needed) - 1):
        raise LayoutError(
            f"{release}: {grid.source_file} has no header of the {layout.table} table in its "
            f"first rows. Look at the file, and at {layout.file} for the headers that are known."
        )
    faults = [_unknown(header, position, layout) for position in header.unknown]
    faults += [_missing(header, column) for column in header.missing]
    raise LayoutError(
        f"{release}: {grid.source_file}, header in row {header.row}: {'; '.join(faults)}. "
        f"If CMS changed the file, add it to {layout.file}."
    )


def _unknown(header: Header, position: int, layout: Layout) -> str:
    text = header.texts[position]
    known = {column.spoken: column for column in layout.columns}
    near = difflib.get_close_matches(_meaning(text, layout), known, n=1, cutoff=0.3)
    hint = f" (closest known: '{near[0]}')" if near else ""
    return f"column {position + 1} '{text}' is not in any layout{hint}"


def _missing(header: Header, column: Column) -> str:
    unknown = [header.texts[position] for position in header.unknown]
    near = difflib.get_close_matches(column.spoken, unknown, n=1, cutoff=0.3)
    hint = f" (closest in the file: '{near[0]}')" if near else ""
    return f"column '{column.spoken}' ({column.name}) is missing{hint}"


def select(grid: Grid, header: Header, layout: Layout, release: str) -> pl.DataFrame:
    """The rows below the header with our column names, as text."""
    body = grid.cells.filter(pl.col("source_row") > header.row)
    remains = _unheaded(body, header, grid, layout, release).alias("without header")
    named = [pl.col(f"c{position}").alias(name) for name, position in header.found.items()]
    first = pl.coalesce(
        pl.when(pl.col(c).str.strip_chars() != "").then(pl.col(c)) for c in body.columns[1:]
    )
    spread = [pl.col(f"c{position}").alias(text) for text, position in header.spread.items()]
    rows = body.select("source_row", *named, first.alias("first_cell"), remains, *spread)
    rows = rows.with_columns(*_header_figures(header, layout))
    return _a_row_each(rows, header, layout.spread) if layout.spread else rows


def _a_row_each(rows: pl.DataFrame, header: Header, column: Column) -> pl.DataFrame:
    """Each row once for each column of those that CMS spreads a figure over."""
    others = [name for name in rows.columns if name not in header.spread]
    return rows.unpivot(
        list(header.spread), index=others, variable_name=column.each, value_name=column.name
    )


def _unheaded(
    body: pl.DataFrame, header: Header, grid: Grid, layout: Layout, release: str
) -> pl.Expr:
    """What stands in columns without a header: nothing, or the remains of a formula, which are
    told and hold nothing up (ASC January 2021: `#REF!` in 30 rows). Anything else is a column
    that no layout knows: LayoutError."""
    taken = {*header.found.values(), *header.spread.values()}
    remains = [pl.lit("")]
    free = () if layout.others else (p for p in range(len(header.texts)) if p not in taken)
    for position in free:
        cell = pl.col(f"c{position}")
        filled = body.filter(cell.str.strip_chars("\x1a \t\xa0") != "", ~cell.str.contains(ERRORS))
        if filled.height:
            row, value = filled.row(0)[0], filled[f"c{position}"][0]
            raise LayoutError(
                f"{release}: {grid.source_file}, row {row}: column {position + 1} has no header "
                f"but contains '{value}'. If CMS added a column, add it to {layout.file}."
            )
        remains.append(pl.when(cell.str.contains(ERRORS)).then(cell.str.strip_chars()))
    return pl.concat_str(remains, separator=" ", ignore_nulls=True).str.strip_chars()


def _header_figures(header: Header, layout: Layout) -> list[pl.Expr]:
    figures = []
    for column in layout.columns:
        if column.from_header:
            text = header.texts[header.found[column.name]] if column.name in header.found else ""
            match = re.search(column.from_header.pattern, text)
            figures.append(pl.lit(match[1] if match else "").alias(column.from_header.name))
    return figures
