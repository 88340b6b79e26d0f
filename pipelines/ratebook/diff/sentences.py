"""What volumes come to, in sentences: the sum, and what it leaves out."""

from decimal import Decimal
from typing import Any

from ratebook.diff.labels import cents, signed

LOCAL = "local amounts"
NATIONAL = "national amounts (of schedules that pay the same everywhere)"


def sums(report: dict[str, Any]) -> list[str]:
    """What the changes are worth, and how many units of those that came in are not in that."""
    counted = report["volumes"]
    if not counted:
        return []
    if not counted["any_priced"]:
        return [nothing(report)]
    return [*_worth(report), *_left_out(counted, report["local"])]


def nothing(report: dict[str, Any]) -> str:
    """That not a line is priced."""
    counted = report["volumes"]
    units, lines = number(counted["units"]), _count(counted["lines"], "line")
    return f"None of the {units} units ({lines}) are priced: each line is listed with its reason."


def _worth(report: dict[str, Any]) -> list[str]:
    if report["worth"] is not None:
        held = report["local"] and (NATIONAL if report["worth_local"] is None else LOCAL)
        of = f", of {held}" if held else ""
        return [f"With these volumes the change is worth {signed(report['worth'])}{of}."]
    if report["worth_local"] is None:
        return []
    return [
        f"With these volumes the change of {LOCAL} is worth {signed(report['worth_local'])}.",
        f"The change in {NATIONAL} is worth {signed(report['worth_national'])}. The two are not "
        "added: they are for different places.",
    ]


def _left_out(counted: dict[str, Any], local: bool) -> list[str]:
    units, lines = counted["units"], counted["lines"]
    if counted["units_priced"] is None:
        return [f"{_count(lines, 'line')} with {number(units)} units were read; each site says "
                "how many of them are not priced."]  # fmt: skip
    if not counted["lines_not_priced"]:
        return [f"All {number(units)} units ({_count(lines, 'line')}) are priced."]
    said = [
        f"{number(counted['units_not_priced'])} of {number(units)} units are not priced "
        f"({counted['lines_not_priced']:,} of {_count(lines, 'line')}): the sum leaves them out, "
        "and each line is listed with its reason."
    ]
    one = counted["one_release"]
    if one["lines"]:
        worth = "" if local else (f": {cents(one['old_worth'])} in the old release, "
                                  f"{cents(one['new_worth'])} in the new one")  # fmt: skip
        said.append(f"Of these, {number(one['units'])} units ({_count(one['lines'], 'line')}) are "
                    f"paid in only one of the two releases{worth}; they are not in the "
                    "sum.")  # fmt: skip
    return said


def _count(n: int, word: str) -> str:
    return f"{n:,} {word}" if n == 1 else f"{n:,} {word}s"


def number(units: Decimal) -> str:
    """Units with thousands set off, decimals only where there are some."""
    text = f"{units:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
