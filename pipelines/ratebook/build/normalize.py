"""From a table of text to typed rows: exact decimals, padded codes, and what was refused.

Nothing goes away unseen: every row below the header becomes a row, a repeated row, a note
(a footnote CMS prints below its tables), or a reject with its reason.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import polars as pl

from ratebook.build.mend import BLANKS, MENDED, clean, mend
from ratebook.read.layouts import Column, Layout
from ratebook.read.tables import Table

NOISE = Decimal("0.000000001")  # what binary floating point leaves behind in a workbook
PRECISION = 18
SWALLOWED = r"\n[^\n]*[,\t][^\n]*[,\t][^\n]*[,\t]"
NUMBER = r"^\$? ?-?(\d+|[1-9]\d{0,2}(,\d{3})+)?(\.\d*)?$"
NO_VALUE = r"^[\s$.\-]*$"  # CMS writes a blank, ".", "$" or "-" where there is no amount

REJECTS = {
    "release": pl.String, "table_name": pl.String, "source_file": pl.String,
    "source_row": pl.UInt32, "column_name": pl.String, "value": pl.String,
    "reason": pl.String, "blocking": pl.Boolean,
}  # fmt: skip


@dataclass(frozen=True)
class Normalized:
    """Typed rows with `release`, `source_file`, `source_row`; the rejects; the cells that were
    mended; and the count of each kind of row."""

    table: Table
    rows: pl.DataFrame
    rejects: pl.DataFrame
    mended: pl.DataFrame
    counts: dict[str, int]


def normalize(table: Table) -> Normalized:
    """Type every column of a table as its layout says.

    A row without a key is a reject; so is one whose required figure cannot be read, and
    that one is `blocking`, because it means that the file was misread or is damaged. A cell
    that may be blank but cannot be read becomes NULL, and a reject tells of it.
    """
    layout = table.layout
    text = table.rows.with_columns(clean(column) for column in _present(layout, table.rows))
    text = text.filter(pl.col("first_cell").str.strip_chars(BLANKS) != "")
    text, mended = mend(text, layout)
    noted = pl.col("first_cell").str.contains(_any_of(layout.notes))
    keyed = pl.col(layout.row_column).str.contains(f"^(?:{layout.row_pattern})$") & ~noted
    notes, others = text.filter(noted), text.filter(~keyed & ~noted)
    data, refusals = _typed(text.filter(keyed), layout)
    refused = pl.concat(refusals).filter("blocking")["source_row"].unique()
    loaded = data.filter(~pl.col("source_row").is_in(refused.implode()))
    rows = _once(_finished(loaded, table), layout)
    counts = {
        "read": _rows(text),
        "noted": _rows(notes),
        "rejected": _rows(others) + len(refused),
        "repeated": _rows(loaded) - _rows(rows),
        "loaded": _rows(rows),
    }
    rejects = pl.concat([_unkeyed(others, layout), *refusals])
    mended = _of(table, mended, MENDED)
    return Normalized(table, rows, _placed(rejects, table), mended, counts)


def _rows(frame: pl.DataFrame) -> int:
    """The rows of the file: where CMS spreads a figure over columns, each is a row here too."""
    return frame["source_row"].n_unique()


def _present(layout: Layout, rows: pl.DataFrame) -> list[Column]:
    return [column for column in layout.columns if column.name in rows.columns]


def _any_of(patterns: tuple[str, ...]) -> str:
    return f"(?i)^\\s*(?:{'|'.join(patterns)})" if patterns else r"^\b$"


def _typed(rows: pl.DataFrame, layout: Layout) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """The rows with decimals for text, and what was refused on the way."""
    refusals = [_swallowed(rows, layout), _remains(rows)]
    for column in _present(layout, rows):
        if column.type == "decimal":
            figures, refused = _decimals(rows, column)
            rows = rows.with_columns(figures.alias(column.name))
            refusals += refused
        elif column.allowed:
            odd = rows.filter(~pl.col(column.name).str.contains(f"^(?:{column.allowed})$"))
            refusals.append(_reject(odd, column.name, _can_hold(column), not column.told))
    return rows, refusals


def _can_hold(column: Column) -> str:
    values = ", ".join(value or "blank" for value in column.domain)
    return f"is not one of {values}" if values else "is not a value this column can hold"


def _swallowed(rows: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Rows with another row inside a cell: a stray quote swallowed the lines that follow."""
    cells = [pl.col(column.name) for column in _present(layout, rows)]
    swallowed = rows.filter(pl.any_horizontal(cell.str.contains(SWALLOWED) for cell in cells))
    return _reject(
        swallowed, layout.row_column, ("contains other rows: a quotation mark is not closed"), True
    )


def _remains(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with the remains of a formula in a column that has no header: told, and loaded."""
    if "without header" not in rows.columns:  # a fixed-width text has none
        return _reject(rows.clear(), "", "", False)
    left = rows.filter(pl.col("without header") != "")
    return _reject(left, "without header", "is an Excel formula error", False)


def _decimals(rows: pl.DataFrame, column: Column) -> tuple[pl.Series, list[pl.DataFrame]]:
    """A column as exact decimals, null if there is none; and the cells that were refused."""
    name, needed = column.name, not column.blank and column.keep
    figures = _figures(rows[name], column)
    empty = rows[name].str.contains(NO_VALUE) | rows[name].is_in(column.none)
    refused = [_reject(rows.filter(figures.is_null() & ~empty), name, "is not a number", needed)]
    if needed:
        refused.append(_reject(rows.filter(empty), name, "is blank but required", True))
    if column.range:
        outside = ~figures.is_between(*column.range)
        says = f"is not between {column.range[0]} and {column.range[1]}"
        refused.append(_reject(rows.filter(outside.fill_null(False)), name, says, needed))
        figures = pl.select(pl.when(~outside).then(figures)).to_series()
    return figures, refused


def _figures(text: pl.Series, column: Column) -> pl.Series:
    """The exact decimals of a column of text; null where a cell is none.

    Polars rounds digits beyond the scale without a word, so cells that have more than the
    scale are read one by one: binary noise of a workbook goes, any other digit is refused.
    """
    plain = pl.select(pl.when(text.str.contains(NUMBER)).then(text)).to_series()
    plain = plain.str.replace_all(r"[$,\s]", "")
    if column.implied_decimals:
        plain = plain.str.replace(rf"^(\d+)(\d{{{column.implied_decimals}}})$", "$1.$2")
    long = plain.str.contains(rf"\.\d{{{column.scale + 1},}}").fill_null(False)
    if long.any():
        plain = plain.map_elements(lambda cell: _rounded(cell, column.scale), pl.String)
    return plain.cast(pl.Decimal(PRECISION, column.scale), strict=False)


def _rounded(cell: str, scale: int) -> str | None:
    try:
        exact = Decimal(cell)
        near = exact.quantize(Decimal(1).scaleb(-scale))
    except InvalidOperation:
        return None
    return f"{near:f}" if abs(exact - near) < NOISE else None


def _unkeyed(rows: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Rows that are not rows of the table; blocking if they hold figures, else stray text."""
    figures = [c.name for c in _present(layout, rows) if c.type == "decimal" and not c.blank]
    filled = [pl.col(name).str.contains(r"\d") for name in figures]
    blocking = pl.any_horizontal(filled) if filled else pl.lit(False)
    what = "code: five letters or digits" if layout.row_column == "hcpcs" else layout.row_column
    reason = f"is not a valid {what}"
    stray = rows.with_columns(pl.col("first_cell").alias("value"), blocking=blocking)
    return _shaped(stray, layout.row_column, reason)


def _reject(rows: pl.DataFrame, column: str, reason: str, blocking: bool) -> pl.DataFrame:
    value = pl.col(column).cast(pl.String) if column else pl.lit("")
    return _shaped(rows.with_columns(value.alias("value"), blocking=blocking), column, reason)


def _shaped(rows: pl.DataFrame, column: str, reason: str) -> pl.DataFrame:
    return rows.select(
        pl.col("source_row").cast(pl.UInt32), pl.lit(column).alias("column_name"),
        pl.col("value").str.slice(0, 80), pl.lit(reason).alias("reason"),
        pl.col("blocking").cast(pl.Boolean),
    )  # fmt: skip


def _placed(rejects: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Rejects with their place. Of a table that a release can be without, none blocks."""
    may = pl.col("blocking") & table.layout.required
    return _of(table, rejects.with_columns(blocking=may), REJECTS)


def _of(table: Table, found: pl.DataFrame, columns: dict[str, Any]) -> pl.DataFrame:
    """Cells with the release, table and file they are of."""
    return found.with_columns(
        release=pl.lit(table.release),
        table_name=pl.lit(table.layout.table),
        source_file=pl.lit(table.source_file),
    ).select(pl.col(name).cast(kind) for name, kind in columns.items())


def schema(layout: Layout) -> dict[str, pl.DataType | type[pl.DataType]]:
    """Column name to type of a layout's normalized rows, in order."""
    types: dict[str, pl.DataType | type[pl.DataType]] = {"release": pl.String}
    for column in layout.kept:
        decimal = column.type == "decimal"
        types[column.name] = pl.Decimal(PRECISION, column.scale) if decimal else pl.String
        if column.from_header:
            types[column.from_header.name] = pl.Decimal(PRECISION, 6)
    if layout.variant:
        types[layout.variant["column"]] = pl.Boolean
    return types | {"source_file": pl.String, "source_row": pl.UInt32}


def _finished(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The layout's columns in order; one that the file does not have is NULL, a text ''."""
    constants: dict[str, str | bool] = {"release": table.release, "source_file": table.source_file}
    if table.layout.variant:
        constants[table.layout.variant["column"]] = table.variant
    rows = rows.with_columns(pl.lit(value).alias(name) for name, value in constants.items())
    absent = [n for n in schema(table.layout) if n not in rows.columns]
    rows = rows.with_columns(pl.lit(None).alias(name) for name in absent)
    return rows.select(_cast(name, kind) for name, kind in schema(table.layout).items())


def _cast(name: str, kind: pl.DataType | type[pl.DataType]) -> pl.Expr:
    if isinstance(kind, pl.Decimal):
        return pl.col(name).cast(kind, strict=False)
    column = pl.col(name).cast(kind)
    return column.fill_null("") if kind == pl.String else column


def _once(rows: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Each row once. The same key with other figures stays twice, for a check to refuse."""
    figures = [name for name in rows.columns if name not in ("source_row", "source_file")]
    return rows.unique(figures, keep="first", maintain_order=True)
