"""Answers as JSON and CSV: amounts as text with their digits, days as yyyy-mm-dd."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from ratebook.db import Row


def dumps(value: Any) -> bytes:
    """JSON as the command line's --json prints it."""
    return orjson.dumps(value, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(type(value).__name__)


def table(rows: Sequence[Row]) -> bytes:
    """Rows as CSV with a line of names; codes keep their zeros, NULL is empty."""
    text = io.StringIO()
    writer = csv.writer(text)
    names = list(rows[0]) if rows else []
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
