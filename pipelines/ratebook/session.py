"""Ratebook from Python: the same answers as the command line, as values.

import ratebook

rb = ratebook.open(".")
rb.show("20560", on="2026-08-01")["office"]["amount"]      # Decimal('24.72')
rb.sql("select * from pfs_payment where hcpcs = '20560'").pl()
"""

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from ratebook import clock
from ratebook.ask import names, reader, where
from ratebook.ask.explain import explain
from ratebook.ask.question import Question, require_code
from ratebook.ask.show import show
from ratebook.errors import UsageError
from ratebook.home import Home
from ratebook.refresh import Report

Answer = dict[str, Any]


class Ratebook:
    """A home with its published warehouse. A new publish is seen by the next question; a relation
    keeps the warehouse it was made from."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self._con: duckdb.DuckDBPyConnection | None = None
        self._file: tuple[int, int] | None = None

    def show(
        self, code: str, *, on: date | str | None = None, qp: bool = False,
        deductible_left: Decimal | int = 0, pt: bool = False, minutes: int | None = None,
        **place: str | None,
    ) -> Answer:  # fmt: skip
        """What a code pays in the three sites: amounts as Decimal dollars, reasons, sources.

        `code`: `20560` or `70450-26`; `on`: a day, today if left out; `place`: `zip`, `county`,
        `locality`, `state`, `cbsa`, `ccn` or `wage_index` as text, the nation if left out;
        `deductible_left`: dollars; `pt`: a colorectal screening that turned into a treatment;
        `minutes`: of anesthesia. AnswerError says why there is no answer.
        """
        patient = (qp, Decimal(deductible_left), pt, minutes)
        return self._answer(show, code, on, place, patient)

    def explain(
        self, code: str, *, on: date | str | None = None, qp: bool = False,
        deductible_left: Decimal | int = 0, pt: bool = False, **place: str | None,
    ) -> Answer:  # fmt: skip
        """How each amount was computed: the answer of `show` with every input and its row."""
        patient = (qp, Decimal(deductible_left), pt, None)
        return self._answer(explain, code, on, place, patient)

    def search(self, words: str, most: int = 20) -> list[Answer]:
        """The codes whose names have words, or that begin so, the best first: `hcpcs`, `name`,
        `short_name`, `owner`, `category`, `last_day`, `release`. AnswerError where none does."""
        with closing(self._connection().cursor()) as con:
            con.execute("use ratebook")
            return names.search(con, words, most)

    def sql(self, query: str) -> duckdb.DuckDBPyRelation:
        """A query on the published warehouse as a DuckDB relation; `polars.DataFrame(relation)` and
        `relation.fetchall()` take its rows. The warehouse is read-only; the query is yours, and
        may read and write files of your own."""
        return self._connection().sql(query)

    def refresh(
        self, *releases: str, years: Sequence[int] = (), since: int | None = None,
        offline: bool = False,
    ) -> Report:  # fmt: skip
        """Fetch, build, check and publish as `ratebook refresh` does; returns what was done.

        Raises a RatebookError if nothing was published; `missed` of the report says what could
        not be downloaded although the rest was published.
        """
        from ratebook.catalog.scope import scope_of
        from ratebook.refresh import refresh

        asked = scope_of(list(releases), list(years), clock.today(), since)
        return refresh(self.home, asked, offline, lambda text: None)

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        if self._con:
            self._con.close()
        self._con = self._file = None

    def __enter__(self) -> "Ratebook":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _answer(
        self, ask: Any, code: str, on: date | str | None, place: dict[str, str | None],
        patient: tuple[bool, Decimal, bool, int | None],
    ) -> Answer:  # fmt: skip
        hcpcs, modifier = require_code(code)
        asked, day = _where(place), _day(on)
        con = self._connection().cursor()
        con.execute("use ratebook")  # a cursor begins in the catalog of its own
        try:
            here = where.find(con, asked, day)
            found: Answer = ask(con, Question(hcpcs, modifier, here, day, *patient))
        finally:
            con.close()
        return found

    def _connection(self) -> duckdb.DuckDBPyConnection:
        """The warehouse as it is published now: a publish is a rename, so it is another file."""
        at = self.home.published().stat()
        if self._con is None or self._file != (at.st_ino, at.st_mtime_ns):
            self._con, self._file = reader.attached(self.home), (at.st_ino, at.st_mtime_ns)
        return self._con


def _where(place: dict[str, str | None]) -> where.Where:
    known = ("zip", "county", "locality", "state", "cbsa", "ccn", "wage_index")
    if unknown := [name for name in place if name not in known]:
        raise TypeError(f"'{unknown[0]}' is not a part of a place: {', '.join(known)}")
    given = {"zip_code" if name == "zip" else name: text for name, text in place.items()}
    return where.where(**given)


def _day(on: date | str | None) -> date:
    try:
        return date.fromisoformat(on) if isinstance(on, str) else on or clock.today()
    except ValueError:
        raise UsageError(f"'{on}' is not a date: yyyy-mm-dd, as in 2026-08-01") from None
