"""`ratebook status`: each data set by quarter, what is in effect today, and what is overdue.

From the published warehouse, raw/, the catalog and what CMS showed at the last look; with
`online`, after another look at its pages. Nothing is fetched.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

from ratebook import catalog
from ratebook.archive import last_look
from ratebook.archive.last_look import Shown
from ratebook.archive.raw import Raw
from ratebook.ask import reader
from ratebook.db import Row, rows
from ratebook.home import Home

LOADED = """
    select
        r.dataset, r.release, r.effective_from, r.effective_through, r.stale_from, r.revision,
        r.published_on, sum(f.rows_loaded)::integer as rows,
        sum(f.rows_rejected)::integer as rejected,
        ? between r.effective_from and r.effective_through as holds_today,
        coalesce(r.stale_from <= ? and ? between r.effective_from and r.effective_through, false)
            as stale_today
    from releases as r
    left join files as f on r.release = f.release
    group by all
    order by r.dataset, r.effective_from
"""
COSTS = """
    select schema_name, table_name, row_count, bytes, build_seconds from table_costs
    order by bytes desc, build_seconds desc
"""
MEANS = {
    "loaded": "in the warehouse",
    "damaged": "loaded, but its file in raw/ is damaged: the next refresh downloads it again",
    "available": "CMS has posted it, but it is not loaded: `ratebook refresh`",
    "license": "waiting for the AMA license: `ratebook accept-ama-license`",
    "nowhere": "listed by CMS, but the link to its page or file is broken",
    "lost": "CMS listed it earlier and no longer does",
    "due": "expected by the calendar, but not on CMS's pages at the last look",
}


@dataclass(frozen=True)
class Cell:
    """A release in its quarter: loaded, or why not."""

    dataset: str
    quarter: str  # 2025Q4
    release: str
    state: str
    effective_from: date
    revision: int | None = None
    address: str = ""


@dataclass(frozen=True)
class Standing:
    """What there is, what is not, and what is overdue on a day."""

    origin: str
    loaded: list[Row]
    cells: list[Cell]
    overdue: list[str]
    not_loaded: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)  # of the look at the site
    looked: str = ""  # when CMS's pages were last looked at, '' for never


def standing(home: Home, today: date, online: bool = False) -> Standing:
    """What there is on a day; with `online` after a look at CMS's pages."""
    found, origin = [], home.origin
    if home.database.exists():
        with reader.reading(home) as con:
            found, origin = loaded(con, today), reader.origin(con)
    problems: list[str] = []
    looked = last_look.looked(home.raw)
    seen = last_look.read(home.raw)
    if online:
        looked = f"{today.isoformat()} (now)"
        seen, problems = _look(home, seen, {row["effective_from"].year for row in found}, today)
    cells = _cells(home, found, seen, today)
    missing = not_loaded(found, today)
    overdue = _overdue(found, cells, today)
    if not home.database.exists():
        overdue.insert(0, f"no warehouse at {home.database}: `ratebook refresh`")
    return Standing(origin, found, cells, overdue, missing, problems, looked)


def loaded(con: duckdb.DuckDBPyConnection, today: date) -> list[Row]:
    """The loaded releases by data set and first day, each with what it is worth today."""
    return rows(con, LOADED, [today, today, today])


def costs(home: Home) -> list[Row]:
    """What each stored table costs, the largest first; nothing without a warehouse."""
    if not home.database.exists():
        return []
    with reader.reading(home) as con:
        return rows(con, COSTS)


def stale(con: duckdb.DuckDBPyConnection, today: date, among: set[str] | None = None) -> list[str]:
    """The releases in effect today although a later one is due, in words; all, or of some."""
    return _stale([r for r in loaded(con, today) if among is None or r["release"] in among])


def _stale(found: list[Row]) -> list[str]:
    return [
        f"{row['release']} is stale: a later release has been due since {row['stale_from']}"
        for row in found
        if row["stale_today"]
    ]


def not_loaded(releases: list[Row], today: date) -> list[Row]:
    """Releases the catalog lists, not loaded, that have begun in a year with a loaded one."""
    have = {found["release"] for found in releases}
    years = {found["effective_from"].year for found in releases} | {today.year}
    return [
        {"dataset": r.dataset, "release": r.name, "effective_from": r.effective_from}
        for r in catalog.known()
        if r.rank and r.name not in have and r.year in years and r.effective_from <= today
    ]


def _look(
    home: Home, before: dict[str, Shown], years: set[int], today: date
) -> tuple[dict[str, Shown], list[str]]:
    """What CMS's pages show now: every release listed, and those whose file raw/ has not."""
    from ratebook.fetch import discover  # with the network, which an answer spares
    from ratebook.fetch.site import source

    span = range(min(years | {today.year}), today.year + 2)
    look = discover.look(
        source(home.cms), catalog.searched(), lambda release: release.year in span, frozenset(span)
    )
    have = {_below_files(entry.answered_by) for entry in Raw(home.raw).entries()}
    states: dict[str, tuple[last_look.State, str]] = {
        name: ("nowhere", page) for name, page in look.dead.items()
    }
    for file in look.files:
        address, known = file.addresses[0], before.get(file.name)
        if known and (known.state, known.address) == ("nowhere", address):
            states[file.name] = ("nowhere", address)  # as a refresh has found
        elif _below_files(address) not in have:
            states[file.name] = ("new", address)
    return last_look.updated(before, look.listed, look.followed, states), look.problems


def _below_files(address: str) -> str:
    """What of an address is the same at CMS, at a server of your own and in a folder."""
    return f"/{address}".rsplit("/files/", 1)[-1]


def _cells(home: Home, found: list[Row], seen: dict[str, Shown], today: date) -> list[Cell]:
    """Every release of the years that are loaded: those loaded, shown, and due."""
    raw = Raw(home.raw)
    latest = raw.latest()
    damaged = {name for name, entry in latest.items() if not raw.intact(entry)}
    have = {row["release"]: row for row in found}
    years = range(
        min([row["effective_from"].year for row in found] or [today.year]), today.year + 2
    )
    expected = [r for year in years for r in catalog.current(year) if r.effective_from <= today]
    named = [catalog.release(name) for name in [*have, *seen]]
    cells = []
    for release in {r.name: r for r in [*expected, *named]}.values():
        if release.year not in years:
            continue
        item, row = seen.get(release.name), have.get(release.name)
        state = _state(release.name, row, item, damaged)
        address = item.address if item and state not in ("loaded", "damaged") else ""
        revision = row["revision"] if row else None
        quarter = f"{release.year}Q{(release.effective_from.month + 2) // 3}"
        cells.append(Cell(release.dataset, quarter, release.name, state, release.effective_from,
                          revision, address))  # fmt: skip
    return sorted(cells, key=lambda cell: (cell.effective_from, cell.dataset, cell.release))


def _state(name: str, row: Row | None, item: Shown | None, damaged: set[str]) -> str:
    if name in damaged:
        return "damaged"
    if row and not (item and item.state == "new"):
        return "loaded"
    if item:
        return "available" if item.state in ("shown", "new") else item.state
    return "due"


def _overdue(found: list[Row], cells: list[Cell], today: date) -> list[str]:
    """What a monitor must hear of: rates that are stale, files damaged or waiting for a person,
    and of each data set in use the release of this quarter if it is not loaded."""
    words = _stale(found)
    words += [f"{cell.release} is damaged in raw/" for cell in cells if cell.state == "damaged"]
    waiting = [cell.release for cell in cells if cell.state == "license"]
    if waiting:
        words.append(f"waiting for the AMA license: {', '.join(waiting)}")
    there = [c.release for c in cells if c.state == "available" and c.effective_from <= today]
    if there:
        words.append(f"posted by CMS but not loaded: {', '.join(there)}")
    lost = [c.release for c in cells if c.state == "lost" and c.effective_from.year >= today.year]
    if lost:
        words.append(f"no longer listed by CMS: {', '.join(lost)}")
    words += [said for row in found if (said := catalog.assumed(row["release"]))]
    used = {row["dataset"] for row in found} - {"ZIP5"}
    for dataset in sorted(used):
        begun = [c for c in cells if c.dataset == dataset and c.effective_from <= today]
        newest = max(begun, key=lambda cell: cell.effective_from, default=None)
        if newest and newest.state in ("due", "nowhere"):
            words.append(
                f"{newest.release} should be in effect since {newest.effective_from}: "
                f"{newest.state}"
            )
    return words


def as_json(found: Standing) -> dict[str, Any]:
    """The standing as values for JSON."""
    return {
        "origin": found.origin,
        "loaded": found.loaded,
        "not_loaded": found.not_loaded,
        "quarters": [vars(cell) for cell in found.cells],
        "overdue": found.overdue,
        "problems": found.problems,
        "looked": found.looked,
    }


def table(found: Standing) -> list[Row]:
    """A row per quarter and a column per data set, as a person reads it; what a refresh looks for
    only by name (asked) has one where something of it is there."""
    there = {cell.dataset for cell in found.cells}
    shown = [d for d, own in catalog.datasets().items() if d in there or not own.get("asked")]
    quarters: dict[str, dict[str, list[str]]] = {}
    for cell in found.cells:
        words = cell.release if cell.state == "loaded" else f"{cell.release}: {cell.state}"
        words += f" r{cell.revision}" if cell.revision and cell.revision > 1 else ""
        quarters.setdefault(cell.quarter, {}).setdefault(cell.dataset, []).append(words)
    return [
        {"quarter": quarter, **{d: ", ".join(sets.get(d, [])) for d in shown}}
        for quarter, sets in sorted(quarters.items())
    ]
