"""The report as tables of text, for the terminal, the page and the artifact alike."""

from decimal import Decimal
from typing import Any

from pipelines.changes.words import cents, code, place, signed
from pipelines.reader import Row

FIGURES = (  # columns that stand to the right
    "compared", "changed", "higher", "lower", "new", "gone", "amounts", "rises", "falls", "worth",
    "old", "change", "%",
)  # fmt: skip
PARTS = ("part", "amounts", "rises", "falls")
SITES = ("site", "compared", "changed", "higher", "lower", "new", "gone")


def sites(report: dict[str, Any]) -> list[Row]:
    """How many amounts of each site were compared, and what became of them."""
    columns = (*SITES, "worth") if report["weighted"] else SITES
    return [_sums(site, columns) for site in report["sites"]]


def parts(report: dict[str, Any]) -> list[Row]:
    """What each cause has of the changes, in dollars."""
    columns = PARTS if report["worth"] is None else (*PARTS, "worth")
    return [_sums(part, columns) for part in report["parts"]]


def _sums(row: Row, columns: tuple[str, ...]) -> Row:
    return {column: _text(row[column]) for column in columns}


def _text(value: Any) -> str:
    if isinstance(value, Decimal) or value is None:
        return cents(value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def changes(report: dict[str, Any], which: str, most: int | None = None) -> list[Row]:
    """`largest` or `came_or_went`, as many as `most` of each site."""
    several = report["places"] is None or len(report["places"]) > 1
    shown = [
        row
        for site in report["sites"]
        for row in [row for row in report[which] if row["site"] == site["site"]][:most]
    ]
    return [_line(row, several, report["weighted"]) for row in shown]


def _line(row: Row, several: bool, worth: bool) -> Row:
    found: Row = {"code": code(row), "site": row["site"]}
    if several:
        found["place"] = place(row)
    found |= {
        "old": cents(row["old_amount"]), "new": cents(row["new_amount"]),
        "change": signed(row["change"]),
        "%": "-" if row["percent"] is None else f"{row['percent']:+}",
    }  # fmt: skip
    if worth:
        found["worth"] = "-" if row["worth"] is None else signed(row["worth"])
    return found | {"why": row["why"]}
