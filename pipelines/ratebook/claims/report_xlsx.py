"""Repriced claims as workbooks: the lines themselves, and the summary that names none of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
from xlsxwriter import Workbook

from ratebook import __version__
from ratebook.build.models import column_meanings
from ratebook.claims.sentences import sentences
from ratebook.db import Row
from ratebook.errors import UsageError
from ratebook.export.source import ExportColumn
from ratebook.export.xlsx import SHEET_ROWS, add_lines, add_rows, workbook

COUNTS = ("lines", "priced", "with_amount", "compared", "lines_short", "lines_over")
MONEY = (
    "priced_allowed",
    "due",
    "due_of_compared",
    "allowed",
    "short",
    "over",
    "difference",
    "charges",
)
SHEETS = {
    "settings": ("setting", "lines", "priced", "priced_allowed"),
    "columns": ("column", "compared", "lines_short", "short", "lines_over", "over"),
    "codes": ("column", "hcpcs_code", "lines", "difference"),
    "reasons": ("reason", "lines", "charges"),
    "flags": ("flag", "lines"),
    "edits": ("edit", "hcpcs_code", "beside", "indicator", "refuses", "lines", "priced_allowed"),
    "edits_unchecked": ("unchecked", "lines"),
}
AGREED = {
    "payers": (
        "payer",
        "lines",
        "with_amount",
        "due",
        "compared",
        "due_of_compared",
        "allowed",
        "lines_short",
        "short",
        "lines_over",
        "over",
    ),
    "terms": ("payer", "term", "lines", "due", "short"),
    "codes": ("payer", "hcpcs_code", "lines", "short"),
    "reasons": ("payer", "reason", "lines", "charges"),
}


def lines(con: duckdb.DuckDBPyConnection, query: str, path: Path, scratch: Path) -> None:
    """The priced lines as a workbook; UsageError where they are more than a sheet holds."""
    described = con.execute(f"describe {query}").fetchall()
    meanings = column_meanings()
    columns = [ExportColumn(name, kind, meanings.get(name, "")) for name, kind, *_ in described]
    ((count,),) = con.execute(f"select count(*) from ({query})").fetchall()
    if count > SHEET_ROWS:
        raise UsageError(f"{count:,} lines are more than a sheet of Excel holds ({SHEET_ROWS:,}): "
                         "write .csv or .parquet, or a part of them (--shard 1/4).")  # fmt: skip
    answer = con.execute(query)
    with workbook(path, scratch) as made:
        add_rows(made, "lines", columns, iter(answer.fetchone, None))


def summary(found: dict[str, Any], path: Path, scratch: Path) -> None:
    """The summary as a workbook."""
    about = [("Claims repriced", f"Ratebook {__version__}")]
    with workbook(path, scratch) as made:
        agreed = found.get("contract", {})
        said = [*sentences(found), *agreed.get("says", ())]
        add_lines(made, "about", [*about, *(("", words) for words in said)])
        for name, names in SHEETS.items():
            _add(made, name, found[name], names)
        for name, names in AGREED.items() if agreed else ():
            _add(made, f"contract {name}", agreed[name], names)


def _add(made: Workbook, name: str, rows: list[Row], names: Sequence[str]) -> None:
    columns = [ExportColumn(column, _kind(column), "") for column in names]
    add_rows(made, name, columns, _cells(rows, names))


def _kind(column: str) -> str:
    return "BIGINT" if column in COUNTS else "DECIMAL(18,2)" if column in MONEY else "VARCHAR"


def _cells(rows: list[Row], names: Sequence[str]) -> list[list[Any]]:
    return [[row[name] for name in names] for row in rows]
