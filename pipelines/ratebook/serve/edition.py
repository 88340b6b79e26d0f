"""The published warehouse as the server reads it: one connection, and what is the same for all.

A publish is a rename. Who opens the file by name twice in a process gets the first file again,
for DuckDB keeps one instance a path; attached to a connection of its own, the new one is read.
"""

import os
from bisect import bisect_left
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date

import duckdb

from ratebook.ask import kept_plans, names, rates, reader, where
from ratebook.ask.kept_plans import KeptPlans
from ratebook.ask.known import Known, known_of, period
from ratebook.ask.place import Place
from ratebook.ask.question import Question
from ratebook.db import Row, rows
from ratebook.errors import AnswerError
from ratebook.home import Home
from ratebook.serve.aside import Aside

CODES = """
    with listed as (
        select hcpcs, effective_through as last_day, listed as pfs,
            hopd_status_indicator is not null as opps, asc_payment_indicator is not null as "asc"
        from internal.site_codes where modifier = '' or listed
        union all
        select hcpcs, effective_through, false, false, false
        from internal.code_terms as c
        anti join internal.site_schedules as s on c.schedule = s.schedule
    )
    select hcpcs, max(last_day) as last_day, bool_or(pfs) as pfs, bool_or(opps) as opps,
        bool_or("asc") as "asc"
    from listed group by hcpcs order by hcpcs
"""
WORDS = """
    select indicator_name as kind, indicator_value as value, meaning from pfs_indicators
    union all select 'status_code', status_code, meaning from pfs_status_codes
    union all select 'status_indicator', status_indicator, meaning from opps_status_indicators
    union all select 'payment_indicator', payment_indicator, meaning from asc_payment_indicators
    union all select 'schedule', schedule, title from payment_schedules
"""
RESOLVED = 5_000  # places that are remembered
BESIDE = 128  # codes whose localities are remembered; 0.2 MB each
CHECKS = "select * from checks order by rows = 0, severity, rule, release"


@dataclass(frozen=True)
class Edition:
    """One published file, open: its connection and what every page needs of it."""

    identity: tuple[int, int, int]
    con: duckdb.DuckDBPyConnection
    aside: Aside
    plans: KeptPlans
    known: Known
    codes: list[Row]
    words: dict[tuple[str, str], str]
    localities: list[Row]
    releases: list[Row]
    checks: list[Row]
    zips: list[str]
    counties: list[Row]
    hospitals: list[Row]
    resolved: dict[tuple[where.Where, date], Place] = field(default_factory=dict)
    localities_of: dict[tuple[object, ...], list[Row]] = field(default_factory=dict)

    def place(self, asked: where.Where, on: date) -> Place:
        """The place that a person named on a day; AnswerError where there is none."""
        key = (asked, on)
        if key not in self.resolved:
            if len(self.resolved) >= RESOLVED:
                self.resolved.clear()
            self.resolved[key] = where.find(self.con, asked, on)
        return self.resolved[key]

    def history(self, asked: Sequence[Question], spans: Sequence[Row | None]) -> list[list[Row]]:
        """`rates.of_places` in every span of days: of one question by a plan that is kept, of
        several by one plan for all of them."""
        if len(asked) == 1 and spans[0] and kept_plans.fits(asked[0]):
            return [self.plans.of_place(asked[0])]
        return rates.of_places(self.con, asked, spans, every_day=True)

    def near(self, asked: Sequence[Question], spans: Sequence[Row | None]) -> list[list[Row]]:
        """`rates.of_localities`, a code's once for all places that are asked about: they are
        the same rows."""
        keys = [(one.hcpcs, one.modifier, one.qp, span and span["effective_from"])
                for one, span in zip(asked, spans, strict=True)]  # fmt: skip
        new = {key: n for n, key in enumerate(keys) if key not in self.localities_of}
        found = {key: self.localities_of[key] for key in keys if key not in new}
        if new:
            at = list(new.values())
            there = self._near([asked[n] for n in at], [spans[n] for n in at])
            found |= zip(new, there, strict=True)
            if len(self.localities_of) + len(new) > BESIDE:
                self.localities_of.clear()
            self.localities_of.update({key: found[key] for key in new})
        return [found[key] for key in keys]

    def _near(self, asked: list[Question], spans: list[Row | None]) -> list[list[Row]]:
        if len(asked) == 1 and spans[0]:
            return [self.plans.of_localities(asked[0], spans[0])]
        return rates.of_localities(self.con, asked, spans)

    def close(self) -> None:
        """Close the file."""
        self.aside.close()
        self.con.close()

    def starting(self, text: str, most: int) -> list[Row]:
        """The codes that begin with some characters, the first of them."""
        first = bisect_left(self.codes, text, key=lambda found: found["hcpcs"])
        found = self.codes[first : first + most]
        return [code for code in found if code["hcpcs"].startswith(text)]

    def search(self, text: str, most: int) -> list[Row]:
        """The codes that begin so, else those whose names have the words; each with its name."""
        with closing(self.con.cursor()) as con:  # beside what the desk asks
            con.execute("use ratebook")
            try:
                return [self._listed(found) for found in names.search(con, text, most)]
            except AnswerError:
                return []

    def _listed(self, found: Row) -> Row:
        """A code that was found, with the schedules of the three sites that list it."""
        own = next(iter(self.starting(found["hcpcs"], 1)), {})
        return {"pfs": False, "opps": False, "asc": False} | own | found

    def lists(self, hcpcs: str) -> bool:
        """Whether any loaded release lists a code."""
        return [code["hcpcs"] for code in self.starting(hcpcs, 1)] == [hcpcs]

    def period(self, on: date) -> Row | None:
        """The releases in effect on a day."""
        return period(self.known.periods, on)

    def places(self, on: date) -> list[Row]:
        """The localities of a day; those of the last day known where none hold."""
        held = [p for p in self.localities if p["effective_from"] <= on <= p["effective_through"]]
        last = max((p["effective_through"] for p in self.localities), default=on)
        return held or [p for p in self.localities if p["effective_through"] == last]

    def standing(self, today: date) -> list[Row]:
        """The loaded releases, each with whether it holds on a day and is stale on it."""
        return [
            release | {
                "holds_today": bool(
                    release["effective_through"]
                    and release["effective_from"] <= today <= release["effective_through"]
                ),
                "stale_today": bool(
                    release["stale_from"] and release["stale_from"] <= today
                    and release["effective_through"]
                    and release["effective_from"] <= today <= release["effective_through"]
                ),
            }
            for release in self.releases
        ]  # fmt: skip

    def datasets(self, today: date) -> list[Row]:
        """By data set: what holds on a day, and how many releases are loaded."""
        loaded: dict[str, list[Row]] = {}
        for release in self.standing(today):
            loaded.setdefault(release["dataset"], []).append(release)
        return [
            {"dataset": name, "loaded": len(found),
             "holds": next((r for r in found if r["holds_today"]), None), "last": found[-1]}
            for name, found in loaded.items()
        ]  # fmt: skip

    def found(self) -> list[Row]:
        """By rule with bad rows: in which releases, and how many rows in all."""
        rules: dict[str, list[Row]] = {}
        for check in self.checks:
            if check["rows"]:
                rules.setdefault(check["rule"], []).append(check)
        return [
            {"rule": rule, "severity": found[0]["severity"], "rows": sum(c["rows"] for c in found),
             "releases": [c["release"] for c in found], "example": found[0]["example"]}
            for rule, found in rules.items()
        ]  # fmt: skip

    def meaning(self, kind: str, value: str | None) -> str | None:
        """An indicator in words, None if no one has said them."""
        return self.words.get((kind, value)) if value else None


def identity(home: Home) -> tuple[int, int, int] | None:
    """Which file is published, without opening it; None if there is none."""
    try:
        found = os.stat(home.database)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def opened(home: Home) -> Edition:
    """The file that is published now; DataError if there is none to read."""
    which = identity(home)
    con = reader.attached(home)
    if which is None or identity(home) != which:  # published in between: the next one is as good
        con.close()
        return opened(home)
    con.execute("set threads = 1")  # what is asked is small, and other requests want the rest
    words = {(w["kind"], w["value"]): w["meaning"] for w in rows(con, WORDS)}
    return Edition(
        which, con, Aside(con), KeptPlans(con), known_of(con), rows(con, CODES), words,
        rows(con, "select * from localities_history order by state, locality_name, effective_from"),
        rows(con, "select * exclude (url) from releases order by dataset, effective_from"),
        rows(con, CHECKS),
        [found["zip"] for found in rows(con, "select distinct zip from zip_localities order by 1")],
        rows(con, "select county, state from counties order by county, state"),
        rows(con, "select payment_year, ccn, hospital_name, county, state from hospitals "
             "order by ccn"),
    )  # fmt: skip
