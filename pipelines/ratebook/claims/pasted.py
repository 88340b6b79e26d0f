"""Some lines of claims that a person pasted, priced without a file: nothing of them is written."""

import csv
import io

import duckdb

from ratebook.claims import contract, edits
from ratebook.claims.claim_file import DELIMITERS, EMPTY
from ratebook.db import Row, insert, rows
from ratebook.errors import UsageError

MOST = 100  # lines
PRICED = "select * from priced order by line_row"
WHERE = "The first line"  # of what was pasted: its header


def price(con: duckdb.DuckDBPyConnection, text: str) -> list[Row]:
    """Each line priced, in their order. `con`: a connection of its own, whose temporary table the
    lines are in as long as it is open.

    UsageError where there is no header, a column is missing, a line has more cells than the
    header, or there are more than MOST lines.
    """
    header, lines = _cells(text)
    columns = contract.chosen(header, {}, WHERE)
    con.execute(EMPTY)
    given = {name: header.index(own) for name, own in columns.items()}
    padded = ([*line, *[None] * (len(header) - len(line))] for line in lines)
    insert(con, "claims", [
        (number, None, None,
         *(line[given[name]] if name in given else None for name in contract.columns()))
        for number, line in enumerate(padded, 1)
    ])  # fmt: skip
    edits.price(con, "claims", "priced")
    return rows(con, PRICED)


def _cells(text: str) -> tuple[list[str], list[list[str]]]:
    """The header and the cells of each line: comma, tab, semicolon or bar, by the header."""
    first = text.lstrip("\ufeff\r\n ").partition("\n")[0]
    if not first.strip():
        raise UsageError("Paste lines of claims below a line with the names of their columns.")
    delimiter = max(DELIMITERS, key=first.count)
    try:
        read = list(csv.reader(io.StringIO(text.lstrip("\ufeff\r\n ")), delimiter=delimiter))
    except csv.Error as error:
        raise UsageError("What was pasted is not csv: a quotation mark does not end.") from error
    header, *lines = [line for line in read if any(cell.strip() for cell in line)]
    if len(set(header)) < len(header):
        raise UsageError(f"{WHERE} has two columns of one name.")
    if not lines:
        raise UsageError("There are no claim lines below the names of the columns.")
    if len(lines) > MOST:
        raise UsageError(f"{len(lines)} lines are too many: paste at most {MOST}, or use "
                         "`ratebook reprice`.")  # fmt: skip
    for number, line in enumerate(lines, 1):
        if len(line) > len(header):
            raise UsageError(f"Line {number} has {len(line)} cells, the header {len(header)}.")
    return header, lines
