"""The report as tables of text, for the terminal, the page and the artifact alike."""

from decimal import Decimal
from typing import Any

from ratebook.db import Row
from ratebook.diff.labels import cents, code, moved, place, signed
from ratebook.diff.sentences import number

FIGURES = (  # columns that stand to the right
    "compared", "changed", "higher", "lower", "new", "gone", "amounts", "rises", "falls", "worth",
    "old", "change", "%", "line", "lines", "units", "priced", "not priced", "worth, local",
    "worth, national",
)  # fmt: skip
PARTS = ("part", "amounts", "rises", "falls")
SITES = ("site", "compared", "changed", "higher", "lower", "new", "gone")
LINES = {"site": "site", "lines": "lines", "units": "units", "units_priced": "priced",
         "units_not_priced": "not priced", "higher": "higher", "lower": "lower"}  # fmt: skip
WORTHS = {"worth_local": "worth, local", "worth_national": "worth, national"}


def sites(report: dict[str, Any]) -> list[Row]:
    """How many amounts of each site were compared, and what became of them; with volumes how many
    units came in, how many of them are priced, and their worth."""
    if not report["weighted"]:
        return [_sums(site, SITES) for site in report["sites"]]
    worths = WORTHS if _two_sums(report["sites"]) else {"worth": "worth"}
    return [
        {words: _units(site[name]) if name.startswith("units") else _text(site[name])
         for name, words in (LINES | worths).items()}
        for site in report["sites"]
    ]  # fmt: skip


def _two_sums(found: list[Row]) -> bool:
    return all(any(row[name] is not None for row in found) for name in WORTHS)


def _units(units: Decimal) -> str:
    return number(units)


def parts(report: dict[str, Any]) -> list[Row]:
    """What each cause has of the changes, in dollars; of a place and of the nation apart."""
    columns = PARTS if report["worth"] is None and report["worth_local"] is None else (
        *PARTS, "worth")  # fmt: skip
    several = len({part["local"] for part in report["parts"]}) > 1
    return [
        (_sums(part, columns[:1]) | ({"amounts of": of(part)} if several else {})
         | _sums(part, columns[1:]))
        for part in report["parts"]
    ]  # fmt: skip


def of(part: Row) -> str:
    """Whose amounts a sum is of, where there are both."""
    return "the place" if part["local"] else "the nation"


def _sums(row: Row, columns: tuple[str, ...]) -> Row:
    return {column: _text(row[column]) for column in columns}


def _text(value: Any) -> str:
    if isinstance(value, Decimal) or value is None:
        return cents(value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def changes(report: dict[str, Any], which: str, most: int | None = None) -> list[Row]:
    """`largest` or `came_or_went`, as many as `most` of each site."""
    return [
        {"code": code(row), "site": row["site"], **_placed(report, row), **_amounts(row),
         "why": row["why"]}
        for row in _first(report, which, most)
    ]  # fmt: skip


def priced(report: dict[str, Any], most: int | None = None) -> list[Row]:
    """The lines of volumes that are priced, as many as `most` of each site."""
    return [
        {"line": str(row["line"]), "code": row["written"], "site": row["site"],
         **_placed(report, row), "units": number(row["volume"]), **_amounts(row),
         "worth": signed(row["worth"]), "why": row["why"]}
        for row in _first(report, "priced", most)
    ]  # fmt: skip


def not_priced(report: dict[str, Any]) -> list[Row]:
    """The lines of volumes that are not priced, all of them, with their reasons."""
    return [
        {"line": str(row["line"]), "code": row["written"], "site": row["site"],
         "units": number(row["volume"]), "old": cents(row["old_unit_rate"] or row["old_amount"]),
         "new": cents(row["new_unit_rate"] or row["new_amount"]), "reason": row["reason"]}
        for row in report["not_priced"]
    ]  # fmt: skip


def _first(report: dict[str, Any], which: str, most: int | None) -> list[Row]:
    return [
        row
        for site in report["sites"]
        for row in [row for row in report[which] if row["site"] == site["site"]][:most]
    ]


def placed(report: dict[str, Any]) -> bool:
    """Whether a row must say which place it is of: there are several, or its and the nation's."""
    return bool(report["local"])


def where(row: Row) -> str:
    """The place of a row beside those of a locality."""
    return place(row)


def _placed(report: dict[str, Any], row: Row) -> Row:
    return {"place": where(row)} if placed(report) else {}


def _amounts(row: Row) -> Row:
    return {
        "old": cents(row["old_unit_rate"] or row["old_amount"]),
        "new": cents(row["new_unit_rate"] or row["new_amount"]),
        "change": signed(moved(row)),
        "%": "-" if row["percent"] is None else f"{row['percent']:+}",
    }  # fmt: skip


def cut(report: dict[str, Any], which: str, most: int | None = None) -> str:
    """What to add to a heading where not all of the changes are in the table."""
    both = ("higher", "lower") if which == "largest" else ("new", "gone")
    there = sum(site[name] for site in report["sites"] for name in both)
    shown = len(_first(report, which, most))
    return f" (the largest {shown:,} of {there:,})" if shown < there else ""


def unknown(report: dict[str, Any]) -> list[str]:
    """The codes asked for that are not compared, and why."""
    lost = [f"In neither release: {', '.join(report['unknown'])}"] if report["unknown"] else []
    return [*lost, *report["refused"]]
