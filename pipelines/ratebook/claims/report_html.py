"""The summary of repriced claims as one HTML file: sums, charts, reasons; no claim, no person."""

from decimal import Decimal
from typing import Any

from markupsafe import Markup

from ratebook import paper
from ratebook.charts import bars
from ratebook.claims.sentences import COLUMNS, dollars, edit, sentences
from ratebook.db import Row

FIGURES = ("lines", "with an amount", "allowed", "compared", "short lines", "short", "over lines",
           "over", "difference", "charges", "due")  # fmt: skip
BARS = 10


def page(found: dict[str, Any]) -> str:
    """The report as HTML."""
    return paper.page(
        "ratebook.claims",
        title="Claims repriced",
        sample=None,
        notes=[],
        kinds=dict.fromkeys(FIGURES, "n") | {"reason": "words", "said": "words", "term": "words"},
        sentences=sentences(found),
        settings=[_setting(row) for row in found["settings"]],
        settings_drawn=_drawn("What Medicare would have allowed, by setting", [
            (row["setting"], row["priced_allowed"] or Decimal(0)) for row in found["settings"]
        ]),
        compared=[_compared(row) for row in found["columns"] if row["compared"]],
        differences=[_differences(found, column) for column in COLUMNS if _of(found, column)],
        reasons=[{"lines": f"{row['lines']:,}", "charges": dollars(row["charges"]),
                  "reason": row["reason"]} for row in found["reasons"]],
        reasons_drawn=_reasons(found),
        flags=[{"lines": f"{row['lines']:,}", "said": row["flag"]} for row in found["flags"]],
        edits=[{"lines": f"{row['lines']:,}", "allowed": dollars(row["priced_allowed"]),
                "said": edit(row)} for row in found["edits"]],
        unchecked=[{"lines": f"{row['lines']:,}", "said": row["unchecked"]}
                   for row in found["edits_unchecked"]],
        agreed=_agreed(found["contract"]) if "contract" in found else None,
    )  # fmt: skip


def _setting(row: Row) -> Row:
    return {
        "setting": row["setting"], "lines": f"{row['lines']:,}",
        "with an amount": f"{row['priced']:,}", "allowed": dollars(row["priced_allowed"]),
    }  # fmt: skip


def _compared(row: Row) -> Row:
    return {
        "column": row["column"], "compared": f"{row['compared']:,}",
        "short lines": f"{row['lines_short']:,}", "short": dollars(row["short"]),
        "over lines": f"{row['lines_over']:,}", "over": dollars(row["over"]),
    }  # fmt: skip


def _of(found: dict[str, Any], column: str) -> list[Row]:
    return [row for row in found["codes"] if row["column"] == column]


def _differences(found: dict[str, Any], column: str) -> tuple[str, Markup, list[Row]]:
    rows = _of(found, column)
    words = f"The largest differences by code: {COLUMNS[column]}"
    drawn = _drawn(words, [(row["hcpcs_code"], row["difference"]) for row in rows[:BARS]])
    return words, drawn, [
        {"code": row["hcpcs_code"], "lines": f"{row['lines']:,}",
         "difference": dollars(row["difference"])} for row in rows
    ]  # fmt: skip


def _agreed(found: dict[str, Any]) -> dict[str, Any]:
    """What was due by the contract: sentences, and tables of terms, codes and reasons."""
    return {"says": found["says"], "tables": [
        ("What was due, by term", [
            {"payer": row["payer"], "term": row["term"], "lines": f"{row['lines']:,}",
             "due": dollars(row["due"]), "short": dollars(row["short"])} for row in found["terms"]
        ]),
        ("The codes that were most short", [
            {"payer": row["payer"], "code": row["hcpcs_code"], "lines": f"{row['lines']:,}",
             "short": dollars(row["short"])} for row in found["codes"]
        ]),
        ("Lines without an amount by the contract", [
            {"lines": f"{row['lines']:,}", "charges": dollars(row["charges"]),
             "payer": row["payer"], "reason": row["reason"]} for row in found["reasons"]
        ]),
    ]}  # fmt: skip


def _drawn(title: str, values: list[tuple[str, Decimal]]) -> Markup:
    return bars(title, [(label, amount, dollars(amount)) for label, amount in values])


def _reasons(found: dict[str, Any]) -> Markup:
    """The most frequent, by the first words: the table beside it has them whole."""
    values = [(_short(row["reason"]), row["lines"], f"{row['lines']:,}")
              for row in found["reasons"][:BARS]]  # fmt: skip
    return bars("Lines without an amount, by reason", values)


def _short(reason: str) -> str:
    return reason if len(reason) <= 28 else reason[:27].rstrip() + "…"
