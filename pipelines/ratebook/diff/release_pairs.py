"""Which two releases of each data set a question compares."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from ratebook import catalog
from ratebook.db import Row, row, rows
from ratebook.errors import DataError, UsageError

KINDS = """
    select distinct place_kind from internal.place_terms
    where list_contains(?, release) and place_kind <> 'nation' order by 1
"""


@dataclass(frozen=True)
class Pair:
    """Two releases of a data set, the old one and the new one, and the first day of each.

    `kinds`: the kinds of place in which their amounts differ; none where the nation has one.
    """

    dataset: str
    old: str
    new: str
    old_from: date
    new_from: date
    kinds: tuple[str, ...] = ()

    @property
    def local(self) -> bool:
        """Whether it has amounts for each locality."""
        return "locality" in self.kinds


def pair(con: duckdb.DuckDBPyConnection, old: Row, new: Row) -> Pair:
    """The pair of two rows of `releases`."""
    names = [old["release"], new["release"]]
    kinds = tuple(found["place_kind"] for found in rows(con, KINDS, [names]))
    return Pair(
        old["dataset"], old["release"], new["release"], old["effective_from"],
        new["effective_from"], kinds,
    )  # fmt: skip


def of_releases(con: duckdb.DuckDBPyConnection, names: Sequence[str]) -> Pair:
    """The pair that two names make.

    Raises UsageError if they are not two of one data set, DataError if one is not loaded
    or never held.
    """
    old, new = (_held(con, name.upper()) for name in names)
    if old["dataset"] != new["dataset"]:
        raise UsageError(
            f"{old['release']} is a release of {old['dataset']} and {new['release']} one of "
            f"{new['dataset']}: compare two of one data set, or two days with --on."
        )
    if old["release"] == new["release"]:
        raise UsageError(f"{old['release']} is given twice: name two releases.")
    return pair(con, old, new)


def _held(con: duckdb.DuckDBPyConnection, name: str) -> Row:
    found = row(con, "select * from releases where release = ?", [name])
    if not found and re.fullmatch(r"\d{4}-\d\d-\d\d", name):
        raise UsageError(f"{name} is a date: give two dates with --on.")
    if not found:
        raise DataError(f"{name} is not loaded (`ratebook status`): `ratebook refresh {name}`.")
    if found["dataset"] not in catalog.schedules():
        priced = ", ".join(catalog.schedules())
        raise UsageError(f"{name} has no rates to compare: name releases of {priced}.")
    if not found["effective_through"]:
        other = row(con, "select release from releases where dataset = ? and effective_from = ? "
                    "and effective_through is not null",
                    [found["dataset"], found["effective_from"]])  # fmt: skip
        instead = f"; compare {other['release']}" if other else ""
        raise DataError(
            f"{name} was replaced from its first day on and was never in effect{instead}."
        )
    return found


def of_days(
    con: duckdb.DuckDBPyConnection, days: Sequence[date]
) -> tuple[list[Pair], list[Pair], list[str]]:
    """A pair for each data set whose releases differ on two days, one for each whose release
    holds on both, and what to tell of the rest.

    Raises DataError if nothing can be compared.
    """
    old, new = (_holding(con, day) for day in days)
    pairs, held_on_both, notes = [], [], []
    for dataset in catalog.schedules():
        before, after = old.get(dataset), new.get(dataset)
        if before and after and before["release"] != after["release"]:
            pairs.append(pair(con, before, after))
        elif before and after:
            held_on_both.append(pair(con, before, after))
            notes.append(
                f"{dataset}: {before['release']} is in effect on both days, so nothing changed"
            )
        else:
            lacking = ", ".join(str(d) for d, held in zip(days, (before, after), strict=True)
                                if not held)  # fmt: skip
            notes.append(
                f"{dataset}: no release in effect on {lacking} is loaded, so it is not compared"
            )
    for day, held in zip(days, (old, new), strict=True):
        notes += [
            f"warning: on {day} {one['release']} is stale: a later release has been due since "
            f"{one['stale_from']} and is not loaded (`ratebook status`)"
            for one in held.values() if one["dataset"] in catalog.schedules() and one["stale"]
        ]  # fmt: skip
    if not pairs:
        raise DataError(f"Nothing to compare: {'; '.join(notes)}. See `ratebook status`.")
    return pairs, held_on_both, notes


def _holding(con: duckdb.DuckDBPyConnection, day: date) -> dict[str, Row]:
    return {held["dataset"]: held for held in rows(con, "select * from releases_on(?)", [day])}
