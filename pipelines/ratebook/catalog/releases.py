"""What CMS publishes: data sets, the names of their releases, from when a release is in effect,
and the addresses it is kept at. The facts are in `catalog.toml`.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ratebook.catalog.months import MONTHS
from ratebook.errors import UsageError
from ratebook.suggest import did_you_mean

LETTERS = {"A": 1, "B": 4, "C": 7, "D": 10}
NCCI = 1994  # the year of version 0: v302 is the third quarter of 2024
FILE = Path(__file__).parent / "catalog.toml"


@dataclass(frozen=True)
class Release:
    """One release of a data set, by the name people type: RVU25D, OPPS-2025-FR."""

    name: str
    dataset: str
    effective_from: date
    addresses: tuple[str, ...]
    rank: int = 1  # of two that begin on one day the higher holds; 0 for a final rule's addenda

    @property
    def parts(self) -> int:
        """How many files it is posted in, each at one of its addresses; 1 where any address has
        it whole."""
        return int(datasets()[self.dataset].get("parts", 1))

    @property
    def year(self) -> int:
        """The calendar year it belongs to."""
        return self.effective_from.year


@cache
def facts() -> dict[str, Any]:
    """All of `catalog.toml`."""
    return tomllib.loads(FILE.read_text())


def datasets() -> dict[str, dict[str, Any]]:
    """The data sets by name, each with `title`, `release`, `due`, `pages`, `names`, `aside`,
    `yearly`, `patterns`, `releases`."""
    return {name: given for name, given in facts().items() if isinstance(given, dict)}


def searched() -> list[str]:
    """The data sets that a refresh looks for by itself."""
    return [name for name, given in datasets().items() if not given.get("asked")]


def schedules() -> tuple[str, ...]:
    """The data sets that are payment schedules, in the order of the catalog."""
    return tuple(name for name, given in datasets().items() if "schedule" in given)


def settings() -> dict[str, str]:
    """Who is paid (office, hospital, laboratory), and by which schedule first: the hospital by
    OPPS, though the PFS pays it for some services."""
    pairs = [(setting, name) for name in schedules() for setting in datasets()[name]["settings"]]
    return dict(pairs)


@cache
def known() -> tuple[Release, ...]:
    """Every release the catalog lists, by data set and first day."""
    found = [release(name) for given in datasets().values() for name in given["releases"]]
    return tuple(sorted(found, key=lambda r: (r.dataset, r.effective_from, r.rank)))


def listed(name: str) -> bool:
    """Whether the catalog lists a release by its name."""
    return any(name in given["releases"] for given in datasets().values())


def assumed(name: str) -> str:
    """The assumption about a re-issue that the catalog does not list: that it takes effect on the
    first day of its quarter. '' for all others."""
    found = release(name)
    if listed(found.name) or found.rank <= 1:
        return ""
    return (
        f"{found.name} is a re-issue, and its effective date is not known: assumed to take effect "
        f"on {found.effective_from}, replacing the earlier issue. If it takes effect on another "
        "day, add it with `from` to pipelines/ratebook/catalog/catalog.toml"
    )


@cache
def release(name: str) -> Release:
    """A release by CMS's own name in capitals; UsageError if no data set has such names."""
    name = name.upper()
    for dataset, given in datasets().items():
        match = re.fullmatch(given["release"], name)
        if match or name in given["releases"]:
            parts = match.groupdict() if match else {}
            return _release(name, dataset, given, parts)
    names = [name for given in datasets().values() for name in given["releases"]]
    hint = did_you_mean(name, names) or " Try RVU25D, OPPS-2025-01 or ASC-2025-10."
    raise UsageError(f"'{name}' is not the name of a release.{hint}")


def _release(name: str, dataset: str, given: dict[str, Any], parts: dict[str, str]) -> Release:
    own = given["releases"].get(name, {})
    start = own.get("from") or _first_day(parts)
    month = MONTHS[start.month - 1]
    words = {"name": name.lower(), "year": start.year, "month": month, "Month": month.title(),
             "yy": f"{start.year % 100:02d}", "quarter": (start.month + 2) // 3,
             "letter": "abcd"[(start.month - 1) // 3],
             "ncci": f"{start.year - NCCI}{(start.month - 1) // 3}"}  # fmt: skip
    final_rule = parts.get("month") == "FR"
    patterns = given["final_rule"] if final_rule else given["patterns"]
    older = [given["older"] + own["older"]] if "older" in own else []
    addresses = [*own.get("addresses", ()), *older, *(p.format(**words) for p in patterns)]
    rank = own.get("rank", 0 if final_rule else _again(parts.get("again") or ""))
    return Release(name, dataset, start, tuple(dict.fromkeys(addresses)), rank)


def _again(again: str) -> int:
    """A, AR, AR1, AR2 come after one another; so do C and C1, B and B_2, A2 and A3."""
    digits = re.sub(r"\D", "", again)
    return 1 + ("R" in again) + int(digits or 0)


def _first_day(parts: dict[str, str]) -> date:
    year = int(parts["year"]) if parts.get("year") else 2000 + int(parts["yy"])
    if parts.get("letter"):
        return date(year, LETTERS[parts["letter"]], 1)
    if parts.get("day"):
        return date(year, int(parts["within"]), int(parts["day"]))
    month = parts.get("month") or "01"
    return date(year, 1 if month == "FR" else int(month), 1)


def current(year: int) -> tuple[Release, ...]:
    """The releases of a calendar year: those listed, without final-rule addenda, and those that
    every year has."""
    words = {"year": year, "yy": f"{year % 100:02d}"}
    names = [r.name for r in known() if r.year == year and r.rank]
    for given in datasets().values():
        made = [name.format(**words) for name in given["yearly"]]
        names += [name for name in made if re.fullmatch(given["release"], name)]
    found = [release(name) for name in dict.fromkeys(names)]
    return tuple(sorted(found, key=lambda r: (r.dataset, r.effective_from)))


def own_addresses(release: Release) -> tuple[str, ...]:
    """The addresses that the catalog lists for this very release, without those by pattern."""
    given = datasets()[release.dataset]
    own = given["releases"].get(release.name, {})
    if not release.rank:
        return release.addresses
    return release.addresses[: len(own.get("addresses", ())) + ("older" in own)]


def final_rules(years: Iterable[int]) -> tuple[Release, ...]:
    """The final rules' addenda of some years, which no listing page shows."""
    names = [
        name.format(year=year)
        for given in datasets().values()
        for name in given.get("final_rules", ())
        for year in years
    ]
    return tuple(release(name) for name in names)
