"""Answers on a terminal and as JSON. A table printed from the sample says that it is one."""

import json
import math
import shutil
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from ratebook.db import Row
from ratebook.errors import harmless
from ratebook.sample import NOTICE

WORDS = 16  # the least width of a column of words
WIDTH = 10_000  # columns take what they need; words wrap on a terminal, figures never


def say(text: Any) -> None:
    """Text or a table on standard output."""
    print(harmless(lines(text)))


def lines(text: Any) -> str:
    """Text or a table as lines, without colors or bold: no figure is broken over two of them."""
    width = _width(text) if sys.stdout.isatty() else WIDTH
    out = Console(
        highlight=False, markup=False, emoji=False, color_system=None, force_terminal=False,
        width=width,
    )  # fmt: skip
    with out.capture() as captured:
        out.print(text)
    return "\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n"))


def _width(text: Any) -> int:
    """The terminal's width for words, and for a table with a column of words beside its figures."""
    screen = shutil.get_terminal_size().columns
    if not isinstance(text, Table):  # a path that is longer than a line stays whole
        return screen if max(map(len, str(text).split()), default=0) <= screen else WIDTH
    fixed = [column for column in text.columns if column.no_wrap]
    lines = ([column.header, *column.cells] for column in fixed)
    wide = sum(max(map(len, "\n".join(map(str, cells)).split("\n"))) for cells in lines)
    wide += 3 * len(text.columns) + WORDS * (len(text.columns) - len(fixed))
    return screen if len(fixed) < len(text.columns) and wide <= screen else WIDTH


def warn(text: str) -> None:
    """A line on standard error."""
    print(harmless(text), file=sys.stderr)


def sample_notice(origin: str) -> None:
    """Say that what follows is of the sample, where it is."""
    if origin == "sample":
        say(NOTICE)


def dump(value: Any) -> None:
    """JSON on standard output: amounts as text with their digits, dates as yyyy-mm-dd."""
    print(json.dumps(jsonable(value), indent=2, allow_nan=False))


def jsonable(value: Any) -> Any:
    """A value as JSON has it: amounts and days as text, nothing that is not a number."""
    if isinstance(value, dict):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(item) for item in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def table(
    rows: Sequence[Row], columns: Sequence[str] | None = None, title: str = "",
    right: Sequence[str] = (),
) -> None:  # fmt: skip
    """Rows as a table on standard output; the columns `right` to the right, as numbers are."""
    say(grid(rows, columns, title, right))


def grid(
    rows: Sequence[Row], columns: Sequence[str] | None = None, title: str = "",
    right: Sequence[str] = (),
) -> Table:  # fmt: skip
    """Rows as a table; NULL is a dash."""
    names = list(columns or (rows[0] if rows else []))
    made = Table(
        *(), title=title or None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False
    )
    for name in names:
        number = any(
            isinstance(r[name], int | Decimal) and not isinstance(r[name], bool) for r in rows
        )
        to_right = number or name in right
        made.add_column(name, justify="right" if to_right else "left", no_wrap=True)
    for row in rows:
        made.add_row(*(cell(row[name]) for name in names))
    return made


def fitting(rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Rows as a table; on a terminal that is too narrow for it, a line for each value."""
    wide = sum(max([len(name), *(len(cell(row[name])) for row in rows)]) + 3 for name in columns)
    if not sys.stdout.isatty() or wide <= shutil.get_terminal_size().columns:
        return table(rows, columns)
    most = max(map(len, columns))
    for number, row in enumerate(rows, start=1):
        say(f"row {number}")
        say("\n".join(f"  {name:{most}}  {cell(row[name])}" for name in columns))
    return None


def cell(value: Any) -> str:
    """A value as a table shows it."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _plain(value)


def money(amount: Decimal | None) -> str:
    """An amount in dollars, a dash if there is none."""
    return "-" if amount is None else f"${amount:,.2f}"
