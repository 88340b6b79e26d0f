"""Where a service is rendered: a locality by its key, its name or its number, by a ZIP code, or
the nation."""

import re
import tomllib
from datetime import date
from pathlib import Path

import duckdb

from ratebook.db import Row, row, rows
from ratebook.errors import AnswerError, UsageError
from ratebook.suggest import did_you_mean

NATION = ("national", "national")
ZIP = """
    select release, zip, state, mac, locality, split, effective_through from zip_localities
    where zip = ? and effective_from <= ? order by effective_from desc limit 1
"""


LISTED = """
    select distinct on (mac, locality) mac, locality, state, locality_name,
        effective_from, effective_through
    from localities_history
    where coalesce(?::date between effective_from and effective_through, true)
    order by mac, locality, effective_from desc
"""
NAMED = """
    select locality_name, state from localities_history
    where mac = ? and locality = ? and ?::date between effective_from and effective_through
"""
KEY = r"(\d{4,5})[-/ ](\d{1,2})"
MOST = 20  # choices that are printed
STATES: dict[str, str] = tomllib.loads((Path(__file__).parent / "states.toml").read_text())


def named(mac: str, locality: str) -> str:
    """A locality as a person writes it: `national`, or `10112-00`."""
    return "national" if mac == "national" else f"{mac}-{locality}"


def locality_key(text: str) -> tuple[str, str]:
    """mac and locality of `10112-00` or `national`. A locality number alone is not a key."""
    if text.lower() == "national":
        return NATION
    match = re.fullmatch(KEY, text.strip())
    if not match:
        raise UsageError(
            f"'{text}' is not a valid locality: give the MAC and the number, as in 10112-00 "
            "(several localities share a number), or national. `ratebook localities` lists them."
        )
    return match[1].zfill(5), match[2].zfill(2)


def name_of(con: duckdb.DuckDBPyConnection, mac: str, locality: str, on: date) -> Row:
    """`locality_name` and `state` of a key on a day; the nation's, or None where it is unknown."""
    if (mac, locality) == NATION:
        return {"locality_name": "NATIONAL", "state": "US"}
    found = row(con, NAMED, [mac, locality, on])
    return found or {"locality_name": None, "state": None}


def choose(
    con: duckdb.DuckDBPyConnection, text: str, state: str, on: date | None
) -> tuple[str, str]:
    """mac and locality by what people call one: `10112-00`, `CA-05`, `05` in a state, `napa`.

    `on`: the day it must be in effect, None for any. Raises AnswerError with the choices where
    there are several, or if there is none.
    """
    if text.strip().lower() == "national" or not (text.strip() or state):
        return NATION
    if re.fullmatch(KEY, text.strip()) and not state:
        return locality_key(text)
    found = listed(con, text, state, on)
    exact = [p for p in found if p["locality_name"].lower() == text.strip().lower()]
    if len(exact or found) == 1:
        (one,) = exact or found
        return one["mac"], one["locality"]
    if not found:
        raise unknown(con, text, state, on)
    called = " ".join(filter(None, [text.strip(), state.upper()]))
    raise AnswerError(
        "several-localities",
        f"'{called}' matches {len(found)} localities. Choose one:{_choices(found)}",
    )


def listed(con: duckdb.DuckDBPyConnection, text: str, state: str, on: date | None) -> list[Row]:
    """The localities of a day that fit every word: of a name, a state, a MAC or a number."""
    found = rows(con, LISTED, [on])
    if not state and text.strip().lower() in STATES:  # it is not one of its localities
        state, text = text, ""
    if state:
        code = STATES.get(state.strip().lower(), state.strip().upper())
        found = [place for place in found if place["state"] == code]
    return [place for place in found if _fits(place, text)]


def _fits(place: Row, text: str) -> bool:
    """Whether a locality is meant: by its key, `CA-05`, or by words that its name begins with."""
    if match := re.fullmatch(KEY, text.strip()):
        return bool((place["mac"], place["locality"]) == locality_key(match[0]))
    names = re.findall(r"\w+", place["locality_name"].lower())
    numbers = (
        place["state"].lower(),
        place["mac"],
        place["locality"],
        place["locality"].lstrip("0"),
    )
    words = re.findall(r"\w+", re.sub(r"\b([A-Za-z]{2})(\d\d)\b", r"\1 \2", text).lower())
    return all(word in numbers or any(name.startswith(word) for name in names) for word in words)


def unknown(con: duckdb.DuckDBPyConnection, text: str, state: str, on: date | None) -> AnswerError:
    """Why no locality fits, with names that are near."""
    there = rows(con, LISTED, [on])
    if not there:
        return AnswerError(
            "unloaded-date", f"No loaded PFS release is in effect on {on}; see `ratebook status`."
        )
    words = {word for p in there for word in re.findall(r"[A-Z]{3,}", p["locality_name"])}
    near = "".join(did_you_mean(word, words) for word in text.split()[:3])
    called = " ".join(filter(None, [text.strip(), state.upper()]))
    day = f" on {on}" if on else ""
    return AnswerError(
        "unknown-locality",
        f"No locality is called '{called}'{day}.{near} `ratebook localities` lists them.",
    )


def _choices(found: list[Row]) -> str:
    lines = [f"\n  {named(p['mac'], p['locality'])}  {p['state']}  {p['locality_name']}"
             for p in found[:MOST]]  # fmt: skip
    more = f"\n  and {len(found) - MOST} more: add the state" if len(found) > MOST else ""
    return "".join(lines) + more


def find(
    con: duckdb.DuckDBPyConnection, locality: str | None, zip_code: str | None, on: date,
    state: str = "",
) -> tuple[str, str, list[str]]:  # fmt: skip
    """mac, locality and notes about them, for a date of service.

    Raises AnswerError for a ZIP in several localities: it never guesses.
    """
    if zip_code is None:
        return *choose(con, locality or "", state, on), []
    if state:
        raise UsageError("--state goes with --locality; a ZIP code already has its state.")
    if not re.fullmatch(r"\d{5}", zip_code, re.ASCII):
        raise UsageError(f"'{zip_code}' is not a five-digit ZIP code.")
    found = row(con, ZIP, [zip_code, on])
    if not found:
        raise _unknown_zip(con, zip_code, on)
    if found["split"]:
        raise _split_zip(con, found, on)
    notes = [
        f"ZIP {zip_code} is in locality {found['mac']}-{found['locality']} ({found['release']})"
    ]
    if found["effective_through"] < on:
        notes.append(f"{found['release']} was in effect until {found['effective_through']}; no "
                     "later ZIP5 release is loaded")  # fmt: skip
    return found["mac"], found["locality"], notes


def _unknown_zip(con: duckdb.DuckDBPyConnection, zip_code: str, on: date) -> AnswerError:
    loaded = rows(con, "select release from releases where dataset = 'ZIP5' order by 1")
    if not loaded:
        return AnswerError(
            "unknown-zip", "No ZIP code file is loaded.",
            hint="`ratebook refresh ZIP5-2026-01`, or give --locality.",
        )  # fmt: skip
    names = ", ".join(found["release"] for found in loaded)
    return AnswerError(
        "unknown-zip", f"ZIP {zip_code} is not in any release in effect on {on} (loaded: {names})."
    )


def _split_zip(con: duckdb.DuckDBPyConnection, found: Row, on: date) -> AnswerError:
    places = rows(
        con,
        "select mac, locality, state, locality_name from localities_history "
        "where (state = ? or mac = ?) and ? between effective_from and effective_through "
        "order by 1, 2",
        [found["state"], found["mac"], on],
    )
    return AnswerError(
        "split-zip",
        f"ZIP {found['zip']} is in more than one locality (plus-four flag in {found['release']}); "
        "only the nine-digit ZIP tells which.",
        tuple(named(p["mac"], p["locality"]) for p in places),
        f"Choose with --locality:{_choices(places)}",
    )
