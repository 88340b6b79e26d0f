"""The report as a workbook: what was compared, the sums, and every change with its parts."""

from pathlib import Path
from typing import Any

from pipelines import __version__
from pipelines.changes.words import PARTS, title
from pipelines.exports.source import Column
from pipelines.exports.workbook import add_lines, add_rows, workbook
from pipelines.models import column_meanings
from pipelines.reader import Row
from pipelines.render import SAMPLE

MONEY = "DECIMAL(18,2)"
KEYS = ("hcpcs", "modifier", "mac", "locality", "site", "from_release", "to_release")
REASONS = ("old_status", "new_status", "old_apc", "new_apc", "old_reason", "new_reason", "why")


def book(report: dict[str, Any], path: Path, scratch: Path) -> None:
    """Write the report as xlsx; its overflow lies in `scratch`."""
    columns = _columns(report)
    with workbook(path, scratch) as made:
        add_lines(made, "about", _about(report, columns))
        for name, rows in (("by site", report["sites"]), ("owed to", _parts(report))):
            add_rows(made, name, *_summed(rows))
        changes = [*report["largest"], *report["came_or_went"]]
        add_rows(made, "changes", columns, (_cells(row, columns) for row in changes))


def _parts(report: dict[str, Any]) -> list[Row]:
    """The sums by part; what they are worth only where that is a sum of anything."""
    left_out = {"worth"} if report["worth"] is None else set()
    return [{k: v for k, v in part.items() if k not in left_out} for part in report["parts"]]


def _about(report: dict[str, Any], columns: list[Column]) -> list[tuple[str, str]]:
    lines = [("What changed", title(report)), ("Made by", f"Ratebook {__version__}")]
    lines += [("", SAMPLE)] if report["origin"] == "sample" else []
    lines += [("Note", note) for note in report["notes"]]
    if report["unknown"]:
        lines.append(("In neither release", ", ".join(report["unknown"])))
    return [*lines, ("", ""), *((c.name, c.meaning) for c in columns if c.meaning)]


def _columns(report: dict[str, Any]) -> list[Column]:
    money = ["old_amount", "new_amount", "change", *PARTS]
    kinds = dict.fromkeys(KEYS, "VARCHAR") | dict.fromkeys(money, MONEY)
    kinds |= {"percent": "DECIMAL(18,1)"}
    kinds |= {"volume": "DECIMAL(18,4)", "worth": MONEY} if report["weighted"] else {}
    kinds |= dict.fromkeys(REASONS, "VARCHAR")
    meanings = column_meanings()
    return [Column(name, kind, meanings.get(name, "")) for name, kind in kinds.items()]


def _cells(row: Row, columns: list[Column]) -> list[Any]:
    return [row[column.name] for column in columns]


def _summed(rows: list[Row]) -> tuple[list[Column], list[list[Any]]]:
    """A table of sums: the first column is text, counts are whole, the rest dollars."""
    names = list(rows[0]) if rows else ["nothing changed"]
    kinds = {"rises": MONEY, "falls": MONEY, "worth": MONEY}
    columns = [Column(n, "VARCHAR" if n == names[0] else kinds.get(n, "BIGINT"), "") for n in names]
    return columns, [list(row.values()) for row in rows]
