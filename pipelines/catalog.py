"""What CMS publishes: data sets, the names of their releases, from when a release holds,
and the addresses it is kept at. The facts are in `catalog.toml`.
"""

import difflib
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.errors import UsageError

MONTHS = {1: "january", 3: "march", 4: "april", 7: "july", 10: "october"}
LETTERS = {"A": 1, "B": 4, "C": 7, "D": 10}


@dataclass(frozen=True)
class Release:
    """One release of a data set, by the name people type: RVU25D, OPPS-2025-FR."""

    name: str
    dataset: str
    effective_from: date
    addresses: tuple[str, ...]
    rank: int = 1  # of two that begin on one day the higher holds; 0 for a final rule's addenda

    @property
    def year(self) -> int:
        """The calendar year it belongs to."""
        return self.effective_from.year


@cache
def _facts() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "catalog.toml").read_text())


def datasets() -> dict[str, dict[str, Any]]:
    """The data sets by name, each with `title`, `release`, `due`, `yearly`, `patterns`,
    `releases`."""
    return {name: facts for name, facts in _facts().items() if isinstance(facts, dict)}


@cache
def known() -> tuple[Release, ...]:
    """Every release the catalog lists, by data set and first day."""
    found = [release(name) for facts in datasets().values() for name in facts["releases"]]
    return tuple(sorted(found, key=lambda r: (r.dataset, r.effective_from, r.rank)))


def release(name: str) -> Release:
    """A release by CMS's own name in capitals; UsageError where no data set has such names."""
    for dataset, facts in datasets().items():
        match = re.fullmatch(facts["release"], name.upper())
        if match:
            given = facts["releases"].get(name.upper(), {})
            return _release(name.upper(), dataset, facts, given, match.groupdict())
    names = [name for facts in datasets().values() for name in facts["releases"]]
    near = difflib.get_close_matches(name.upper(), names, n=3, cutoff=0.5)
    hint = (
        f"; did you mean {', '.join(near)}?"
        if near
        else "; try RVU25D, OPPS-2025-01 or ASC-2025-10."
    )
    raise UsageError(f"'{name}' is no release's name{hint}")


def _release(
    name: str, dataset: str, facts: dict[str, Any], given: dict[str, Any], parts: dict[str, str]
) -> Release:
    if parts.get("again") and "from" not in given:
        raise UsageError(
            f"{name} was issued again inside a quarter and the catalog does not know from "
            "which day it holds; add it to pipelines/catalog.toml with `from`."
        )
    start = given.get("from") or _first_day(parts)
    month = MONTHS.get(start.month, "")
    words = {"name": name.lower(), "year": start.year, "month": month, "Month": month.title()}
    patterns = () if parts.get("month") == "FR" else facts["patterns"]
    addresses = [*given.get("addresses", ()), *(p.format(**words) for p in patterns)]
    rank = 0 if parts.get("month") == "FR" else 1
    return Release(name, dataset, start, tuple(dict.fromkeys(addresses)), rank)


def _first_day(parts: dict[str, str]) -> date:
    year = int(parts["year"]) if parts.get("year") else 2000 + int(parts["yy"])
    if parts.get("letter"):
        return date(year, LETTERS[parts["letter"]], 1)
    month = parts.get("month") or "01"
    return date(year, 1 if month == "FR" else int(month), 1)


def current(year: int) -> tuple[Release, ...]:
    """The releases of a calendar year: those listed, without final-rule addenda, and those that
    every year has."""
    words = {"year": year, "yy": f"{year % 100:02d}"}
    names = [r.name for r in known() if r.year == year and r.rank]
    names += [name.format(**words) for facts in datasets().values() for name in facts["yearly"]]
    found = [release(name) for name in dict.fromkeys(names)]
    return tuple(sorted(found, key=lambda r: (r.dataset, r.effective_from)))


def posted_on(address: str) -> date | None:
    """The day CMS says in an address that it posted the file: `updated-09/11/2025`."""
    match = re.search(_facts()["posted"], address)
    return date(*(int(match[part]) for part in ("year", "month", "day"))) if match else None
