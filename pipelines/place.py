"""Where a service is rendered: a locality by its key, by a ZIP code, or the nation."""

import re
from datetime import date

import duckdb

from pipelines.errors import AnswerError, UsageError
from pipelines.reader import Row, row, rows

NATION = ("national", "national")
ZIP = """
    select release, zip, state, mac, locality, split, effective_through from zip_localities
    where zip = ? and effective_from <= ? order by effective_from desc limit 1
"""


def named(mac: str, locality: str) -> str:
    """A locality as a person writes it: `national`, or `10112-00`."""
    return "national" if mac == "national" else f"{mac}-{locality}"


def locality_key(text: str) -> tuple[str, str]:
    """mac and locality of `10112-00` or `national`. A locality number alone is no key."""
    if text.lower() == "national":
        return NATION
    match = re.fullmatch(r"(\d{4,5})[-/ ](\d{1,2})", text.strip())
    if not match:
        raise UsageError(
            f"'{text}' is no locality: give MAC and number, like 10112-00 (a number alone stands "
            "for several localities), or national. The table `localities` lists them."
        )
    return match[1].zfill(5), match[2].zfill(2)


def find(
    con: duckdb.DuckDBPyConnection, locality: str | None, zip_code: str | None, on: date
) -> tuple[str, str, list[str]]:
    """mac, locality and what to tell about them, for a date of service.

    Raises AnswerError for a ZIP that lies in several localities: it is said, not guessed.
    """
    if zip_code is None:
        return *locality_key(locality or "national"), []
    if not re.fullmatch(r"\d{5}", zip_code):
        raise UsageError(f"'{zip_code}' is no five-digit ZIP code.")
    found = row(con, ZIP, [zip_code, on])
    if not found:
        raise _unknown_zip(con, zip_code, on)
    if found["split"]:
        raise _split_zip(con, found, on)
    notes = [
        f"ZIP {zip_code} is in locality {found['mac']}-{found['locality']} ({found['release']})"
    ]
    if found["effective_through"] < on:
        notes.append(f"{found['release']} held until {found['effective_through']}; "
                     "no later ZIP5 release is loaded")  # fmt: skip
    return found["mac"], found["locality"], notes


def _unknown_zip(con: duckdb.DuckDBPyConnection, zip_code: str, on: date) -> AnswerError:
    loaded = rows(con, "select release from releases where dataset = 'ZIP5' order by 1")
    if not loaded:
        return AnswerError(
            "unknown-zip", "No file of ZIP codes is loaded.",
            hint="`ratebook refresh ZIP5-2026-01`, or give --locality.",
        )  # fmt: skip
    names = ", ".join(found["release"] for found in loaded)
    return AnswerError(
        "unknown-zip", f"ZIP {zip_code} is in no release that holds on {on} (loaded: {names})."
    )


def _split_zip(con: duckdb.DuckDBPyConnection, found: Row, on: date) -> AnswerError:
    places = rows(
        con,
        "select mac, locality, locality_name from localities_history where (state = ? or mac = ?) "
        "and ? between effective_from and effective_through order by 1, 2",
        [found["state"], found["mac"], on],
    )
    listed = "".join(f"\n  {p['mac']}-{p['locality']}  {p['locality_name']}" for p in places)
    return AnswerError(
        "split-zip",
        f"ZIP {found['zip']} lies in more than one locality (plus-four flag in "
        f"{found['release']}); only the nine-digit ZIP tells which.",
        tuple(named(p["mac"], p["locality"]) for p in places),
        f"Choose with --locality:{listed}",
    )
