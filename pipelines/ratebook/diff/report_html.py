"""The report as one HTML file: tables and charts, no script, nothing from the network."""

from decimal import Decimal
from typing import Any

from markupsafe import Markup

from ratebook import paper
from ratebook.charts import bars
from ratebook.db import Row
from ratebook.diff import tables
from ratebook.diff.labels import CAME_OR_WENT, cents, code, group, moved, place, signed, title
from ratebook.diff.volumes import SITES
from ratebook.sample import NOTICE

MOVERS = 10  # bars of a site
ROWS = 100  # of a site in each table
HEADINGS = {
    "largest": "The largest changes, and why",
    "came_or_went": ("New and discontinued amounts"),
}


def page(report: dict[str, Any]) -> str:
    """The report as HTML; of each site the ROWS largest changes."""
    return paper.page(
        "ratebook.diff",
        title=f"What changed: {title(report)}",
        sample=NOTICE if report["origin"] == "sample" else None,
        notes=[*report["notes"], *tables.unknown(report)],
        sites=tables.sites(report),
        weighted=report["weighted"],
        summary=report["summary"],
        rows=report["rows"],
        movers=_movers(report),
        groups=_groups(report),
        parts=_parts(report),
        owed=tables.parts(report),
        tables=_tables(report),
        kinds=dict.fromkeys(tables.FIGURES, "n") | {"why": "words", "reason": "words"},
    )


def _tables(report: dict[str, Any]) -> list[tuple[str, list[Row]]]:
    """Each list with its heading: of volumes every line, else of each site the largest changes."""
    if report["weighted"]:
        found = [("Priced", tables.priced(report)), ("Not priced", tables.not_priced(report))]
    else:
        found = [(words + tables.cut(report, which, ROWS), tables.changes(report, which, ROWS))
                 for which, words in HEADINGS.items()]  # fmt: skip
    return [(words, rows) for words, rows in found if rows]


def _movers(report: dict[str, Any]) -> list[tuple[str, Markup]]:
    """The largest changes of each site: what they are worth with volumes, else dollars."""
    worth = report["weighted"]
    found = []
    for site in SITES:
        of_site = [row for row in report["largest"] if row["site"] == site]
        shown = [row for row in of_site if not worth or row["worth"]][:MOVERS]
        values = [(_label(row, report), row["worth"] if worth else moved(row), _text(row, worth))
                  for row in shown]  # fmt: skip
        if values:
            found.append((site, bars(f"{site}, in dollars", values)))
    return found


def _label(row: Row, report: dict[str, Any]) -> str:
    return f"{code(row)}, {place(row)}" if tables.placed(report) else code(row)


def _text(row: Row, worth: bool) -> str:
    if worth:
        return signed(row["worth"])
    share = "" if row["percent"] is None else f" ({row['percent']:+}%)"
    return signed(moved(row)) + share


def _groups(report: dict[str, Any]) -> Markup:
    values = [(group(g["low"], g["high"]), g["amounts"], f"{g['amounts']:,}")
              for g in report["groups"]]  # fmt: skip
    return bars("How many amounts changed, by percent", values)


def _parts(report: dict[str, Any]) -> Markup:
    """What each part comes to: rises and falls as a bar each. Amounts that came or went, which
    dwarf the others, are in the table."""
    worth = report["worth"] is not None or report["worth_local"] is not None
    several = len({part["local"] for part in report["parts"]}) > 1
    values: list[tuple[str, Decimal | int, str]] = []
    for part in report["parts"]:
        if part["part"] in CAME_OR_WENT:
            continue
        name = f"{part['part']}, {tables.of(part)}" if several else part["part"]
        for amount in (part["worth"],) if worth else (part["rises"], part["falls"]):
            if amount:
                values.append((name, amount, cents(amount)))
    return bars("What each cause adds to the changes, in dollars", values)
