"""The report as a workbook: what was compared, the sums, and every change with its parts."""

from pathlib import Path
from typing import Any

from ratebook import __version__
from ratebook.build.models import column_meanings
from ratebook.db import Row
from ratebook.diff.labels import PARTS, title
from ratebook.diff.sums import NO_WORTH
from ratebook.diff.tables import of, unknown
from ratebook.export.source import ExportColumn
from ratebook.export.xlsx import add_lines, add_rows, workbook
from ratebook.sample import NOTICE

MONEY = "DECIMAL(18,2)"
COUNT, UNITS = "BIGINT", "DECIMAL(18,4)"
KEYS = ("hcpcs", "modifier", "mac", "locality", "site", "from_release", "to_release", "place_kind",
        "place")  # fmt: skip
STATUSES = ("old_status", "new_status", "old_apc", "new_apc")
TEXT = "VARCHAR"
UNIT_RATES = dict.fromkeys(("old_unit_rate", "new_unit_rate"), "DECIMAL(12,3)")
AMOUNTS = (
    dict.fromkeys(("old_amount", "new_amount", "change", *PARTS), MONEY)
    | UNIT_RATES
    | {"percent": "DECIMAL(18,1)"}
)
CHANGES = (
    dict.fromkeys(KEYS, TEXT) | AMOUNTS
    | dict.fromkeys((*STATUSES, "old_reason", "new_reason", "why"), TEXT)
)  # fmt: skip
LINE = {"line": COUNT, "written": TEXT}
PRICED = (
    LINE | dict.fromkeys(KEYS, TEXT) | {"volume": UNITS} | AMOUNTS | {"worth": MONEY}
    | dict.fromkeys((*STATUSES, "why"), TEXT)
)  # fmt: skip
NOT_PRICED = LINE | {
    "hcpcs": TEXT, "site": TEXT, "mac": TEXT, "locality": TEXT, "volume": UNITS,
    "old_amount": MONEY, "new_amount": MONEY, **UNIT_RATES, "reason": TEXT,
}  # fmt: skip
MEANINGS = {
    "line": "Line of the list of volumes",
    "written": "Code and modifiers of the line",
    "volume": "Units of the line",
    "worth": "Change times units, dollars",
}
SUMS = (
    dict.fromkeys(("site", "part", "amounts of", "nothing changed"), TEXT)
    | dict.fromkeys(("units", "units_priced", "units_not_priced"), UNITS)
    | dict.fromkeys(("rises", "falls", "worth", "worth_local", "worth_national"), MONEY)
)


def book(report: dict[str, Any], path: Path, scratch: Path) -> None:
    """Write the report as xlsx; its overflow lies in `scratch`."""
    listed = _listed(report)
    with workbook(path, scratch) as made:
        add_lines(made, "about", _about(report, listed[0][1]))
        for name, rows in (("by site", _sites(report)), ("owed to", _parts(report))):
            add_rows(made, name, *_summed(rows))
        for name, columns, changes in listed:
            add_rows(made, name, columns, (_cells(row, columns) for row in changes))


def _listed(report: dict[str, Any]) -> list[tuple[str, list[ExportColumn], list[Row]]]:
    """The sheets of changes; with volumes those of the priced lines and of the others."""
    if not report["weighted"]:
        rows = [*report["largest"], *report["came_or_went"]]
        return [("changes", _columns(CHANGES), rows)]
    return [("priced", _columns(PRICED), report["priced"]),
            ("not priced", _columns(NOT_PRICED), report["not_priced"])]  # fmt: skip


def _sites(report: dict[str, Any]) -> list[Row]:
    return [_without(site, _left_out(report)) for site in report["sites"]]


def _parts(report: dict[str, Any]) -> list[Row]:
    """The sums by part; what they are worth only where that is a sum of anything."""
    unsummed = report["worth"] is None and report["worth_local"] is None
    left_out = {"worth"} if unsummed else set[str]()
    left_out |= {"part", "local"}
    return [
        {"part": part["part"], "amounts of": of(part), **_without(part, left_out)}
        for part in report["parts"]
    ]


def _left_out(report: dict[str, Any]) -> set[str]:
    """Columns of worth that say nothing: all of them of rates alone, two of three of one sum."""
    if not report["weighted"]:
        return set(NO_WORTH)
    two = any(site["worth_local"] is not None for site in report["sites"])
    return {"worth"} if two else {"worth_local", "worth_national"}


def _without(row: Row, names: set[str]) -> Row:
    return {name: value for name, value in row.items() if name not in names}


def _about(report: dict[str, Any], columns: list[ExportColumn]) -> list[tuple[str, str]]:
    lines = [("What changed", title(report)), ("Made by", f"Ratebook {__version__}")]
    lines += [("", NOTICE)] if report["origin"] == "sample" else []
    lines += [("Sum", sentence) for sentence in report["summary"]]
    lines += [("Note", note) for note in [*report["notes"], *unknown(report)]]
    return [*lines, ("", ""), *((c.name, c.meaning) for c in columns if c.meaning)]


def _columns(kinds: dict[str, str]) -> list[ExportColumn]:
    meanings = column_meanings() | MEANINGS
    return [ExportColumn(name, kind, meanings.get(name, "")) for name, kind in kinds.items()]


def _cells(row: Row, columns: list[ExportColumn]) -> list[Any]:
    return [row[column.name] for column in columns]


def _summed(rows: list[Row]) -> tuple[list[ExportColumn], list[list[Any]]]:
    """A table of sums: counts are whole, units have decimals, the rest is text or dollars."""
    names = list(rows[0]) if rows else ["nothing changed"]
    columns = [ExportColumn(name, SUMS.get(name, COUNT), "") for name in names]
    return columns, [list(row.values()) for row in rows]
