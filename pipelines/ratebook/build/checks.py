"""The checks: each file of `sql/checks/` is a rule, a query that returns the bad rows.

A query gives `release` and `example`. Its header says the severity, and may say, as
`compared:`, a query that counts the rows that were compared per release. A blocking rule
that finds a row stops the publishing; a finding is written down and published, unless it is
damage on a large scale: more rows, and a larger share of those compared, than `blocks:` says.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from ratebook.build import declared
from ratebook.build.models import CHECKS, header
from ratebook.db import insert, quoted
from ratebook.errors import CheckError, DataError
from ratebook.progress import steps
from ratebook.version import sql_folder

COLUMNS = (
    "release varchar, rule varchar, severity varchar, rows bigint, compared bigint, example varchar"
)
BLOCKS = r"above (\d+) rows and (\d+) in (\d+) compared"
Share = tuple[int, int, int]  # more rows than, and so many in so many of those compared
UNREAD = ("unreadable_figures", "unread_amounts")
COMMENT = (
    "What the checks found: one row for each rule and release with bad rows or compared rows, "
    "and one for each rule that found nothing. severity: a blocking rule stops publishing, a "
    "finding does not."
)


@dataclass(frozen=True)
class Check:
    """A rule: its name, what it says, how severe it is, and its queries."""

    rule: str
    says: str
    severity: str
    query: str
    compared: str
    blocks: Share | None

    def severity_of(self, rows: int, compared: int | None) -> str:
        """How severe it is that so many rows of those compared are bad."""
        if self.blocks and compared is not None:
            most, part, whole = self.blocks
            if rows > most and rows * whole > compared * part:
                return "blocking"
        return self.severity


@dataclass(frozen=True)
class Result:
    """What a rule found in a release; release '' if it found nothing anywhere."""

    release: str
    rule: str
    severity: str
    rows: int
    compared: int | None
    example: str | None

    @property
    def blocks(self) -> bool:
        """Whether it stops a publish."""
        return self.severity == "blocking" and self.rows > 0


@cache
def all_checks() -> tuple[Check, ...]:
    """Every rule, blocking ones first."""
    found = [_read(path) for path in sorted(sql_folder().rglob(f"{CHECKS}/*.sql"))]
    return tuple(sorted(found, key=lambda check: (check.severity, check.rule)))


def _read(path: Path) -> Check:
    says, pairs = header(path.read_text())
    query, compared = path.read_text(), pairs.get("compared", "")
    return Check(path.stem, says, pairs["severity"], query, compared, _blocks(pairs))


def _blocks(pairs: dict[str, str]) -> Share | None:
    found = re.fullmatch(BLOCKS, pairs["blocks"]) if "blocks" in pairs else None
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def run(con: duckdb.DuckDBPyConnection) -> list[Result]:
    """Run every rule on the connection's current database."""
    declared.tables(con)
    each = steps(all_checks(), "checking", lambda check: check.rule)
    return [result for check in each for result in _run(con, check)]


def _run(con: duckdb.DuckDBPyConnection, check: Check) -> list[Result]:
    try:
        bad = con.sql(
            f"select release, count(*), min(example) from ({check.query}) group by release"
        ).fetchall()
        compared = dict(con.sql(check.compared).fetchall()) if check.compared else {}
    except duckdb.Error as error:
        raise DataError(f"sql/checks/{check.rule}.sql cannot be run: {error}") from error
    found = {release: (rows, example) for release, rows, example in bad}
    return [
        _result(check, release, *found.get(release, (0, None)), compared.get(release))
        for release in sorted({*found, *compared}) or [""]
    ]


def _result(
    check: Check, release: str, rows: int, example: str | None, compared: int | None
) -> Result:
    severity = check.severity_of(rows, compared)
    return Result(release, check.rule, severity, rows, compared, example)


def write(con: duckdb.DuckDBPyConnection, results: Iterable[Result]) -> None:
    """Keep the results in the table `checks`."""
    con.execute(f"create table checks ({COLUMNS})")
    con.execute(f"comment on table checks is {quoted(COMMENT)}")
    rows = [(r.release, r.rule, r.severity, r.rows, r.compared, r.example) for r in results]
    insert(con, "checks", rows)


def refuse_blocking(results: Iterable[Result]) -> None:
    """Raise CheckError that names every blocking rule that found rows, with an example."""
    says = {check.rule: check.says.split("\n")[0] for check in all_checks()}
    faults: dict[str, list[str]] = {}
    unread = {r.release for r in results if r.blocks and r.rule in UNREAD}
    for r in results:
        # What cannot be read breaks other rules too; the reader needs the cause alone.
        if r.blocks and (r.rule in UNREAD or r.release not in unread):
            of = f" of {r.compared:,}" if r.compared else ""
            rows = f"{r.rows:,}{of} row{'s' * (r.rows != 1)}, for example "
            found = f"{rows if r.rows > 1 or of else ''}{r.example}"
            which = f"{r.release}: {says[r.rule]} {found} (sql/checks/{r.rule}.sql)"
            faults.setdefault(r.release, []).append(which)
    if faults:
        raise CheckError({release: "\n".join(found) for release, found in faults.items()})
