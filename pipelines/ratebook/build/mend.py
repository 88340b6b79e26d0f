"""Undo what spreadsheets do to a cell: blanks, lower case, stray bytes, lost zeros, 1.0 for 1.

What CMS does itself is mended silently (the MAC 2102 in its csv is 02102). What only a
spreadsheet or pandas does is mended if it can mean only one thing, and is reported.
"""

import polars as pl

from ratebook.read.layouts import Column, Layout

BLANKS = " \t\r\n\xa0\x1a"
NUMBER = r"^0*(\d+?)(?:\.0+)?$"
WITHOUT_ZEROS = r"^([1-9]\d*?)(?:\.0+)?$"  # 0100 is a code cut short, not the number 100

MENDED = {
    "release": pl.String, "table_name": pl.String, "source_file": pl.String,
    "source_row": pl.UInt32, "column_name": pl.String, "printed": pl.String, "read_as": pl.String,
}  # fmt: skip


def clean(column: Column) -> pl.Expr:
    """Strip a cell; codes and flags are upper case. A code also loses stray bytes at its ends
    (A4341 carries a 0xFF in the OPPS txt of 2025) and gets the zeros that CMS leaves out."""
    cell = pl.col(column.name).str.strip_chars(BLANKS + column.strip)
    if column.type == "code" or column.domain:
        cell = cell.str.to_uppercase()
    if column.type != "code":
        return cell
    cell = cell.str.replace_all(r"^[^0-9A-Z]+|[^0-9A-Z]+$", "")
    if column.padded or not column.pad:
        return cell
    return pl.when(cell.str.contains(r"^\d+$")).then(_pad(cell, column)).otherwise(cell)


def mend(rows: pl.DataFrame, layout: Layout) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Cleaned rows with each cell that a spreadsheet changed as it was, and a list of those:
    the code 100 is 00100, the flag 01 is 1, the APC 5731.0 is 5731."""
    told = [_told(rows.clear(), layout.row_column, pl.lit(""))]
    for column in layout.columns:
        if column.name in rows.columns and (column.padded or column.allowed):
            meant = _meant(column)
            told.append(_told(rows.filter(pl.col(column.name) != meant), column.name, meant))
            rows = rows.with_columns(meant.alias(column.name))
    return rows, pl.concat(told)


def _told(rows: pl.DataFrame, name: str, meant: pl.Expr) -> pl.DataFrame:
    return rows.select("source_row", column_name=pl.lit(name), printed=pl.col(name), read_as=meant)


def _meant(column: Column) -> pl.Expr:
    """The one value of a column that a number can mean, where the cell is none itself."""
    cell = pl.col(column.name)
    number = _pad(cell.str.extract(WITHOUT_ZEROS if column.padded else NUMBER), column)
    fits = number.str.contains(f"^(?:{column.padded or column.allowed})$")
    if column.allowed:
        fits = fits & ~cell.str.contains(f"^(?:{column.allowed})$")
    return pl.when(fits.fill_null(False)).then(number).otherwise(cell)


def _pad(cell: pl.Expr, column: Column) -> pl.Expr:
    return cell.str.pad_start(column.pad, "0")
