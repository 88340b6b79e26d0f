"""What the parts of a change are called, and a change in a few words."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ratebook.ask.place import named
from ratebook.db import Row

PARTS = {
    "work_rvu_part": "work",
    "pe_rvu_part": "practice expense",
    "mp_rvu_part": "malpractice",
    "opps_cap_part": "OPPS cap",
    "gpci_part": "GPCI",
    "conversion_factor_part": "factor",
    "indicator_part": "APC or indicator",
    "rate_part": "rate",
    "terms_part": "terms",
    "index_part": "index of the place",
    "status_part": "status",
    "code_part": "new or gone code",
    "locality_part": "new or gone locality",
}


COULD_OWE = ("status_part", "code_part")  # what a third decimal belongs to, else to the rate
CAME_OR_WENT = ("status", "new or gone code", "new or gone locality")


def signed(amount: Decimal) -> str:
    """An amount with its sign: +41.73, -2.59; of a drug's rate the third decimal if it has one."""
    return f"{amount:+,.{_decimals(amount)}f}"


def percent(change: Decimal, old: Decimal | None) -> Decimal | None:
    """A change in percent of the old amount, half up to a tenth; None if there was none."""
    return None if not old else (change * 100 / old).quantize(Decimal("0.1"), ROUND_HALF_UP)


def why(row: Row) -> str:
    """The parts of a change, the largest first; of an amount that came or went, the reason."""
    owed = next((part for part in COULD_OWE if row[part]), "rate_part")
    each = row | {owed: row[owed] + row["third_decimal"]}
    parts = [(name, each[column]) for column, name in PARTS.items() if each[column]]
    said = ", ".join(f"{name} {signed(part)}" for name, part in sorted(parts, key=_size))
    return "; ".join(filter(None, [said, *_moves(row)]))


def explained(change: Row) -> Row:
    """A change with its percent and why."""
    share = percent(moved(change), change["old_unit_rate"] or change["old_amount"])
    return change | {"percent": share, "why": why(change)}


def moved(change: Row) -> Decimal:
    """What an amount moved by; a drug's rate to the third decimal that CMS prints."""
    found: Decimal = change["change"] + change["third_decimal"]
    return found


def _size(part: tuple[str, Decimal]) -> Decimal:
    return -abs(part[1])


def _moves(row: Row) -> list[str]:
    """Another status or APC, and why there was or is no amount."""
    found = []
    for name in ("apc", "status"):
        old, new = row[f"old_{name}"], row[f"new_{name}"]
        if old and new and old != new:
            found.append(f"{'APC' if name == 'apc' else name} {old} to {new}")
    if row["old_amount"] is None and row["old_reason"]:
        found.append(f"was: {row['old_reason']}")
    if row["new_amount"] is None and row["new_reason"]:
        found.append(f"now: {row['new_reason']}")
    if row.get("condition"):
        found.append(row["condition"])
    return found


def title(report: dict[str, Any]) -> str:
    """Which releases, places and factor a report compares, in a line."""
    pairs = ", ".join(
        f"{pair['old']} ({pair['old_from']}) to {pair['new']} ({pair['new_from']})"
        for pair in report["pairs"]
    )
    factor = "qualifying APM participants" if report["qp"] else ""
    return ", ".join(filter(None, [pairs, _places(report["places"]), factor]))


def _places(places: list[str] | None) -> str:
    if places is None:
        return "all localities"
    return " and ".join(places) if len(places) < 4 else f"{len(places)} localities"


def cents(amount: Decimal | None) -> str:
    """Dollars and cents with thousands set off, a dash where there is no amount."""
    return "-" if amount is None else f"{amount:,.{_decimals(amount)}f}"


def _decimals(amount: Decimal) -> int:
    return 2 if amount == round(amount, 2) else 3


def group(low: int | None, high: int | None) -> str:
    """A group of changes in percent of the old amount."""
    if low is None or high is None:
        return f"below {_bound(high)}" if low is None else f"{_bound(low)} and more"
    return f"{_bound(low)} to {_bound(high)}"


def _bound(percent: int | None) -> str:
    return f"{percent:+}%" if percent else "0%"


def code(row: Row) -> str:
    """`45378`, or `45378-53`."""
    return "-".join(filter(None, (row["hcpcs"], row["modifier"])))


def place(row: Row) -> str:
    """`national`, `10112-00`, or `state AL`."""
    if row["place_kind"] not in ("nation", "locality"):
        return f"{row['place_kind']} {row['place']}"
    return named(row["mac"], row["locality"])
