"""Where a ZIP code is: its locality by CMS's ZIP5 file, its county by its post office."""

import re
from datetime import date

import duckdb

from ratebook.ask.place import Place, choices, named
from ratebook.db import Row, row, rows
from ratebook.errors import AnswerError, UsageError

ZIP = """
    select z.*, c.county, c.state as county_state, w.mac as county_mac,
        w.locality as county_locality, w.locality_release, p.hopd_area_name
    from internal.zip_places as z
    left join counties as c on z.fips = c.fips
    left join internal.site_places as w
        on w.place_kind = 'county' and w.place = z.fips and w.payment_year = year(?::date)
    left join internal.site_places as p
        on p.place_kind = z.place_kind and p.place = z.place and p.payment_year = year(?::date)
    where z.zip = ? and z.effective_from <= ? order by z.effective_from desc limit 1
"""
BY_COUNTY = """
    select z.zip, c.county, c.state, w.mac, w.locality, w.locality_release, w.place
    from zip_counties as z
    inner join counties as c on z.fips = c.fips
    inner join internal.site_places as w
        on w.place_kind = 'county' and w.place = z.fips and w.payment_year = year(?::date)
    where z.zip = ? and w.mac <> 'open'
"""


def find(con: duckdb.DuckDBPyConnection, zip_code: str, on: date) -> Place:
    """The place of a ZIP code on a day; AnswerError where it is unknown, or lies in several
    localities: it never guesses."""
    if not re.fullmatch(r"\d{5}", zip_code, re.ASCII):
        raise UsageError(f"'{zip_code}' is not a five-digit ZIP code.")
    found = row(con, ZIP, [on, on, zip_code, on])
    if not found:
        return _by_county(con, zip_code, on)
    if found["split"]:
        raise _split(con, found, on)
    key = named(found["mac"], found["locality"])
    notes = [f"ZIP {zip_code} is in locality {key} ({found['release']}){_in_county(found)}"]
    if found["effective_through"] and found["effective_through"] < on:
        notes.append(f"{found['release']} was in effect until {found['effective_through']}; no "
                     "later ZIP5 release is loaded")  # fmt: skip
    if found["county_mac"] not in (None, "open") and key != _county_key(found):
        notes.append(f"{found['county']} is in locality {_county_key(found)} by "
                     f"{found['locality_release']}: the ZIP code's own counts")  # fmt: skip
    kind, where = found["place_kind"], found["place"]
    if found["fips"] and not found["hopd_area_name"]:  # Connecticut before its planning regions
        kind, where = "locality", key
    words = f"ZIP {zip_code}" + (f", {found['county']}, {found['county_state']}"
                                 if found["county"] else f", {found['state']}")  # fmt: skip
    return Place(found["mac"], found["locality"], kind, where, None, tuple(notes), words)


def _county_key(found: Row) -> str:
    return named(found["county_mac"], found["county_locality"])


def _in_county(found: Row) -> str:
    if found["county"]:
        return f" and in {found['county']}, {found['county_state']}"
    return "; its county, and so its wage area, is not known"


def _by_county(con: duckdb.DuckDBPyConnection, zip_code: str, on: date) -> Place:
    """The place of a ZIP code on a day before the first ZIP5 release loaded: by its county."""
    loaded = rows(con, "select release, effective_from from releases where dataset = 'ZIP5' "
                  "order by effective_from")  # fmt: skip
    found = row(con, BY_COUNTY, [on, zip_code])
    if not found or any(one["effective_from"] <= on for one in loaded):
        raise _unknown(zip_code, [one["release"] for one in loaded], on)
    key = named(found["mac"], found["locality"])
    why = "no ZIP5 release of that day is loaded" if loaded else "no ZIP5 release is loaded"
    note = (f"ZIP {zip_code} is in {found['county']}, {found['state']}, and so in locality {key} "
            f"({found['locality_release']}): {why}")  # fmt: skip
    words = f"ZIP {zip_code}, {found['county']}, {found['state']}"
    return Place(found["mac"], found["locality"], "county", found["place"], None, (note,), words)


def _unknown(zip_code: str, loaded: list[str], on: date) -> AnswerError:
    if not loaded:
        return AnswerError(
            "unknown-zip", "No ZIP code file is loaded.",
            hint="`ratebook refresh ZIP5-2026-01`, or give --locality.",
        )  # fmt: skip
    return AnswerError(
        "unknown-zip",
        f"ZIP {zip_code} is not in any release in effect on {on} (loaded: {', '.join(loaded)}).",
    )


def _split(con: duckdb.DuckDBPyConnection, found: Row, on: date) -> AnswerError:
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
        f"Choose with --locality:{choices(places)}",
    )
