"""What a refresh changed: each new release compared with the one that was loaded before it."""

from collections.abc import Iterable
from typing import Any

import duckdb

from ratebook.ask import reader
from ratebook.diff import compare, tables
from ratebook.diff.labels import title
from ratebook.diff.release_pairs import of_releases
from ratebook.diff.report_file import write
from ratebook.diff.request import DiffRequest
from ratebook.errors import RatebookError
from ratebook.home import Home

MOST = 100  # changes of a site in a report
SHOWN = 10  # of them in an artifact
LISTED = {"largest": "largest changes", "came_or_went": "new or gone"}
PAIRS = """
    select p.from_release, p.to_release from internal.release_pairs as p
    where p.consecutive and list_contains(?, p.to_release)
    and not list_contains(?, p.from_release)
    order by p.effective_from, p.to_release
"""


def of_refresh(home: Home, new: Iterable[str]) -> tuple[list[dict[str, Any]], list[str]]:
    """The report of each new release beside the one before it, nationally, as of `diff --json`;
    and what to tell: where each was written, or why it could not be made.

    Each is written to `warehouse/reports/OLD-NEW.html` and says so as `file`. Where all is new
    there is nothing to compare. What is published stays published whatever happens here.
    """
    try:
        reports = _compared(home, sorted(new))
    except (RatebookError, duckdb.Error) as error:
        return [], [f"what changed could not be reported: {error}"]
    return reports, [f"what changed: {report['file']}" for report in reports]


def _compared(home: Home, names: list[str]) -> list[dict[str, Any]]:
    with reader.reading(home) as con:
        pairs = [
            of_releases(con, both) for both in con.sql(PAIRS, params=[names, names]).fetchall()
        ]
        found = [compare.compare(con, DiffRequest([pair]), MOST) for pair in pairs]
    return [_kept(home, report) for report in found]


def _kept(home: Home, report: dict[str, Any]) -> dict[str, Any]:
    pair = report["pairs"][0]
    path = home.warehouse / "reports" / f"{pair['old']}-{pair['new']}.html"
    report = {**report, "file": str(path)}
    write(report, path)
    return report


def markdown(report: dict[str, Any]) -> str:
    """The report for an artifact: sums, and the largest changes with their reasons."""
    shown = [("by site", tables.sites(report)),
             ("why amounts changed, in dollars", tables.parts(report)),
             *((words + tables.cut(report, which, SHOWN), tables.changes(report, which, SHOWN))
               for which, words in LISTED.items())]  # fmt: skip
    written = [f"### {name}\n\n{_table(rows)}" for name, rows in shown if rows]
    return "\n\n".join([f"## {title(report)}", *written, f"Full report: `{report['file']}`"])


def _table(rows: list[dict[str, Any]]) -> str:
    lines = [list(rows[0]), ["---"] * len(rows[0]), *(list(row.values()) for row in rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |"
                     for line in lines)  # fmt: skip
