"""The fixed-width twin of a table: cells by position, and nothing if no cell is."""

import polars as pl

from ratebook.errors import LayoutError
from ratebook.read.grid import Grid
from ratebook.read.layouts import Layout


def cut(grid: Grid, layout: Layout, release: str) -> pl.DataFrame:
    """The lines of a fixed-width txt with our column names, as text.

    Text at a position that no column covers is an error: it is a column we do not know.
    """
    lines = grid.cells.filter(_is_row(layout))
    _refuse_between(lines, grid, layout, release)
    cells = [_slice(*column.at).alias(column.name) for column in layout.fixed if column.at]
    figures = [pl.lit("").alias(c.from_header.name) for c in layout.columns if c.from_header]
    rows = grid.cells.filter(pl.col("c0").str.strip_chars() != "")
    return rows.select("source_row", *cells, pl.col("c0").alias("first_cell"), *figures)


def _slice(first: int, last: int) -> pl.Expr:
    return pl.col("c0").str.slice(first - 1, last - first + 1)


def _is_row(layout: Layout) -> pl.Expr:
    at = next(column.at for column in layout.fixed if column.name == layout.row_column)
    assert at
    return _slice(*at).str.strip_chars().str.contains(f"^(?:{layout.row_pattern})$")


def _refuse_between(lines: pl.DataFrame, grid: Grid, layout: Layout, release: str) -> None:
    end = 0
    gaps = []
    for first, last in sorted(column.at for column in layout.fixed if column.at):
        if first > end + 1:
            gaps.append((end + 1, first - 1))
        end = max(end, last)
    for first, last in [*gaps, (end + 1, end + 1000)]:
        filled = lines.filter(_slice(first, last).str.strip_chars() != "")
        if filled.height:
            row, text = filled["source_row"][0], filled.select(_slice(first, last)).item(0, 0)
            raise LayoutError(
                f"{release}: {grid.source_file}, row {row}: '{text.strip()}' is in positions "
                f"{first} to {last}, where no column is defined. Add the column to {layout.file}."
            )
