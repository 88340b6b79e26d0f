"""Where a ZIP code is: its locality by CMS's ZIP5 file, its county by its post office."""

import re
from collections.abc import Iterator
from datetime import date

import duckdb

from ratebook.ask.place import OPEN, Place, choices, named
from ratebook.db import Row, row, rows
from ratebook.errors import AnswerError, UsageError

WHERE = "select * from internal.zip_place(?, ?)"


def find(con: duckdb.DuckDBPyConnection, zip_code: str, on: date) -> Place:
    """The place of a ZIP code on a day; AnswerError where it is unknown, or lies in several
    localities: it never guesses."""
    if not re.fullmatch(r"\d{5}", zip_code, re.ASCII):
        raise UsageError(f"'{zip_code}' is not a five-digit ZIP code.")
    found = row(con, WHERE, [zip_code, on])
    if not found:
        raise _unknown(con, zip_code, on)
    if found["split"]:
        raise _split(con, zip_code, found, on)
    county = f"{found['county']}, {found['county_state']}" if found["county"] else ""
    words = f"ZIP {zip_code}, {county or found['state']}"
    notes = tuple(_notes(con, zip_code, county, found, on))
    return Place(
        found["mac"], found["locality"], found["place_kind"], found["place"], None, notes, words,
        zip_code,
    )  # fmt: skip


def _notes(
    con: duckdb.DuckDBPyConnection, zip_code: str, county: str, found: Row, on: date
) -> Iterator[str]:
    """By which files a ZIP code is where it is."""
    key = named(found["mac"], found["locality"])
    if not found["release"]:
        loaded = "of that day is loaded" if _loaded(con) else "is loaded"
        yield (f"ZIP {zip_code} is in {county}, and so in locality {key} "
               f"({found['locality_release']}): no ZIP5 release {loaded}")  # fmt: skip
        return
    place = f" and in {county}" if county else "; its county, and so its wage area, is not known"
    yield f"ZIP {zip_code} is in locality {key} ({found['release']}){place}"
    if found["held_through"] and found["held_through"] < on:
        yield (f"{found['release']} was in effect until {found['held_through']}; no later ZIP5 "
               "release is loaded")  # fmt: skip
    if found["county_mac"] not in (None, OPEN):
        its = named(found["county_mac"], found["county_locality"])
        if its != key:
            by = found["locality_release"]
            yield f"{found['county']} is in locality {its} by {by}: the ZIP code's own counts"


def _loaded(con: duckdb.DuckDBPyConnection) -> list[str]:
    query = "select release from releases where dataset = 'ZIP5' order by effective_from"
    return [one["release"] for one in rows(con, query)]


def _unknown(con: duckdb.DuckDBPyConnection, zip_code: str, on: date) -> AnswerError:
    if not (loaded := _loaded(con)):
        return AnswerError(
            "unknown-zip", "No ZIP code file is loaded.",
            hint="`ratebook refresh ZIP5-2026-01`, or give --locality.",
        )  # fmt: skip
    return AnswerError(
        "unknown-zip",
        f"ZIP {zip_code} is not in any release in effect on {on} (loaded: {', '.join(loaded)}).",
    )


def _split(con: duckdb.DuckDBPyConnection, zip_code: str, found: Row, on: date) -> AnswerError:
    places = rows(
        con,
        "select mac, locality, state, locality_name from localities_history "
        "where (state = ? or mac = ?) and ? between effective_from and effective_through "
        "order by 1, 2",
        [found["state"], found["mac"], on],
    )
    return AnswerError(
        "split-zip",
        f"ZIP {zip_code} is in more than one locality (plus-four flag in {found['release']}); "
        "only the nine-digit ZIP tells which.",
        tuple(named(p["mac"], p["locality"]) for p in places),
        f"Choose with --locality:{choices(places)}",
    )
