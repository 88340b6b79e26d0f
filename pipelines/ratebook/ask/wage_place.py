"""Counties, wage areas, hospitals and states as places: each has wage indices of its own."""

import re
from datetime import date
from typing import Any

import duckdb

from ratebook.ask.place import OPEN, STATES, Place
from ratebook.db import Row, row, rows
from ratebook.errors import AnswerError
from ratebook.suggest import did_you_mean

SITE = """
    select * from internal.site_places
    where place_kind = ? and place = ? and payment_year = year(?::date)
"""
COUNTIES = "select fips, county, state from counties where state = ? or fips = ? order by county"
DIVISIONS = """
    select d.division as area from metropolitan_divisions as d
    semi join internal.site_places as p
        on p.place_kind = 'wage area' and p.place = d.division and p.payment_year = year(?::date)
    where d.cbsa = ?
    union
    select w.area from counties as c
    inner join internal.county_wages as w on c.fips = w.fips and w.payment_year = year(?::date)
    where ? in (c.area_2021, c.area_2025) and w.area <> ?
    order by area desc
"""
IN_AREA = """
    select distinct mac || '-' || locality as locality from internal.area_localities
    where area = ? and payment_year = year(?::date) order by 1
"""
HOSPITAL = "select * from hospitals where ccn = ? and payment_year = year(?::date)"
NEAR = "select ccn from hospitals where payment_year = year(?::date) order by ccn"
KIND = (
    r" (County|Parish|City and Borough|Borough|Census Area|Municipality|Municipio|Planning Region)$"
)


def county(con: duckdb.DuckDBPyConnection, text: str, on: date) -> Place:
    """A county by its FIPS code, or by its name and its state: `Alameda, CA`."""
    name, _, state = text.rpartition(",")
    state = STATES.get(state.strip().lower(), state.strip().upper())
    listed = rows(con, COUNTIES, [state, text])
    wanted = name.strip().lower()
    exact = [c for c in listed if text == c["fips"] or wanted == c["county"].lower()]
    found = exact or [c for c in listed if wanted == re.sub(KIND, "", c["county"]).lower()]
    here = [(c, site) for c in found if (site := row(con, SITE, ["county", c["fips"], on]))]
    if len(here) != 1:
        raise _no_county(text, found, listed, on)
    ((chosen, site),) = here
    words = f"{chosen['county']}, {chosen['state']}"
    note = f"{words} is in locality {site['mac']}-{site['locality']} ({site['locality_release']})"
    notes = (note,) if site["mac"] != OPEN else (f"{words} is in no locality that is loaded",)
    return Place(site["mac"], site["locality"], "county", chosen["fips"], None, notes, words)


def _no_county(text: str, found: list[Row], listed: list[Row], on: date) -> AnswerError:
    if found:
        return AnswerError(
            "unknown-county", f"{text} was no county on {on}: Connecticut's counties ended in 2024."
        )
    names = [f"{re.sub(KIND, '', c['county'])}, {c['state']}" for c in listed]
    hint = did_you_mean(text, names)
    return AnswerError(
        "unknown-county",
        f"No county is called '{text}'.{hint} Give its name and state, as in \"Alameda, CA\", or "
        "its FIPS code.",
    )


def area(con: duckdb.DuckDBPyConnection, cbsa: str, on: date) -> Place:
    """A wage area by its code: a CBSA, a metropolitan division, or a state's two digits."""
    site = row(con, SITE, ["wage area", cbsa, on])
    if not site:
        near = [r["area"] for r in rows(con, DIVISIONS, [on, cbsa, on, cbsa, cbsa])]
        other = f": {_either(near)}?" if near else "."
        raise AnswerError(
            "unknown-area", f"{cbsa} is not used by CMS as a wage area on {on}{other}", tuple(near)
        )
    places = [r["locality"] for r in rows(con, IN_AREA, [cbsa, on])]
    words = f"wage area {cbsa} {site['hopd_area_name'] or site['asc_area_name'] or ''}".strip()
    notes = () if len(places) == 1 else (
        f"{words} lies in localities {', '.join(places)}: name one with --locality to price the "
        "office and the professional",
    )  # fmt: skip
    return Place(site["mac"], site["locality"], "wage area", cbsa, None, notes, words)


def _either(words: list[str]) -> str:
    return ", ".join(words[:-1]) + f" or {words[-1]}" if len(words) > 1 else words[0]


def state(con: duckdb.DuckDBPyConnection, text: str, on: date) -> Place:
    """A state: its one locality, or several, which leaves the office open."""
    code = STATES.get(text.lower(), text.upper())
    site = row(con, SITE, ["state", code, on])
    if not site:
        raise AnswerError("unknown-state", f"'{text}' is not a state.{did_you_mean(text, STATES)}")
    open_ = site["mac"] == OPEN
    notes = (f"{code} has several localities: name one to price the office and the professional",)
    return Place(
        site["mac"], site["locality"], "state", code, None, notes if open_ else (), code
    )  # fmt: skip


def hospital(con: duckdb.DuckDBPyConnection, ccn: str, here: Place | None, on: date) -> Place:
    """A hospital by its CCN. `here`: where it is, if a person says so; else where a file does."""
    found = row(con, HOSPITAL, [ccn, on])
    critical = "1300" <= ccn[2:] <= "1399"
    if found and found["fips"] and not critical:
        name = " ".join(filter(None, (found["hospital_name"], f"CCN {ccn}")))
        words = f"{name}, {found['county']}, {found['state']}"
        return Place(found["mac"] or OPEN, found["locality"] or OPEN, "hospital", ccn, None,
                     (f"hospital {words}",), words)  # fmt: skip
    if not (here and (found or critical)):
        raise _no_hospital(con, ccn, found, on)
    if critical:
        kind = "critical access " + ("county" if here.kind == "county" else "locality")
        key = here.key if here.kind == "county" else f"{here.mac}-{here.locality}"
        return Place(here.mac, here.locality, kind, key, None, here.notes, here.words)
    assert found
    note = f"hospital {ccn}: no loaded file says its county; it is taken to be in the place named"
    return Place(here.mac, here.locality, here.kind, here.key, found["wage_index"],
                 (*here.notes, note), here.words)  # fmt: skip


def _no_hospital(
    con: duckdb.DuckDBPyConnection, ccn: str, found: Row | None, on: date
) -> AnswerError:
    if found or "1300" <= ccn[2:] <= "1399":
        said = "no loaded file says where it is"
        return AnswerError(
            "open-hospital", f"Hospital {ccn}: {said}. Name its ZIP code or county too."
        )
    loaded: list[Any] = [r["ccn"] for r in rows(con, NEAR, [on])]
    near = [one for one in loaded if one[:2] == ccn[:2]][:5]
    listed = f" Loaded in that state: {', '.join(near)}." if near else ""
    return AnswerError(
        "unknown-hospital",
        f"No loaded file lists hospital {ccn} for {on.year}.{listed} Name its ZIP code or county "
        "instead, with --wage-index if you know it; or add a list of your own (`ratebook add`).",
        tuple(near),
    )
