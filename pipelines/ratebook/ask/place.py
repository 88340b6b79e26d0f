"""A place that is resolved, and localities by their key, their name or their number."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from ratebook.db import Row, row, rows
from ratebook.errors import AnswerError, UsageError
from ratebook.suggest import did_you_mean

NATION = ("national", "national")
OPEN = "open"  # a place that lies in several localities
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


@dataclass(frozen=True)
class Place:
    """Whose GPCIs and whose wage indices count: a locality, and a place of internal.site_places.

    `mac` is OPEN where the place lies in several localities. `wage_index`: a hospital's own, which
    stands for that of the place. `words`: what a person would call it, '' for a locality.
    """

    mac: str
    locality: str
    kind: str = ""
    key: str = ""
    wage_index: Decimal | None = None
    notes: tuple[str, ...] = ()
    words: str = ""
    zip_code: str = ""

    def __post_init__(self) -> None:
        if not self.kind:
            nation = self.mac == NATION[0]
            key = named(self.mac, self.locality)
            object.__setattr__(self, "kind", "nation" if nation else "locality")
            object.__setattr__(self, "key", key)


def named(mac: str, locality: str) -> str:
    """A locality as a person writes it: `national`, or `10112-00`."""
    return mac if mac in (NATION[0], OPEN) else f"{mac}-{locality}"


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
    if mac == OPEN:
        return {"locality_name": "several localities", "state": None}
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
        f"'{called}' matches {len(found)} localities. Choose one:{choices(found)}",
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


def choices(found: list[Row]) -> str:
    """Localities to choose from, a line each."""
    lines = [f"\n  {named(p['mac'], p['locality'])}  {p['state']}  {p['locality_name']}"
             for p in found[:MOST]]  # fmt: skip
    more = f"\n  and {len(found) - MOST} more: add the state" if len(found) > MOST else ""
    return "".join(lines) + more
