"""A column as SQL that writes it for a format: exact digits, and no text that becomes a formula."""

from collections.abc import Callable

from ratebook.export.source import ExportColumn

Cell = Callable[[ExportColumn], str]
NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT",
           "UINTEGER", "UBIGINT", "DOUBLE", "FLOAT")  # fmt: skip
PLAIN = (*NUMBERS, "BOOLEAN", "DATE", "TIME", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE")
STARTERS = "'=', '+', '-', '@', chr(9), chr(13)"  # with these a spreadsheet begins a formula


def name(column: ExportColumn) -> str:
    """A column's name as SQL."""
    return '"' + column.name.replace('"', '""') + '"'


def is_amount(column: ExportColumn) -> bool:
    """Whether a column holds exact decimals."""
    return column.type.startswith("DECIMAL")


def is_text(column: ExportColumn) -> bool:
    """Whether a column holds text, or what can only be written as text."""
    return column.type not in PLAIN and not is_amount(column)


def csv(column: ExportColumn) -> str:
    """A cell of a csv; a text that a spreadsheet would run gets an apostrophe before it."""
    return harmless(f"{name(column)}::varchar") if is_text(column) else name(column)


def harmless(text: str) -> str:
    """SQL text with an apostrophe before it where it is longer than a sign and begins with one."""
    return (
        f"case when length({text}) > 1 and left({text}, 1) in ({STARTERS}) "
        f"then '''' || {text} else {text} end"
    )


def json(column: ExportColumn) -> str:
    """A value of JSON: an amount is text with its digits, since a JSON number has no cents."""
    return f"{name(column)}::varchar" if is_amount(column) else name(column)


def select(columns: list[ExportColumn], query: str, cell: Cell) -> str:
    """The query with each column written by `cell`, under its own name."""
    cells = ", ".join(f"{cell(c)} as {name(c)}" for c in columns)
    return f"select {cells} from (\n{query}\n)"
