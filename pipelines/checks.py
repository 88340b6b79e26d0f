"""The checks: each file of `sql/checks/` is a rule, a query that returns the bad rows.

A query gives `release` and `example`. Its header says the severity, and may say, as
`compared:`, a query that counts the rows that were compared per release. A blocking rule
that finds a row stops the publishing; a finding is written down and published.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from pipelines.bars import steps
from pipelines.errors import CheckError, DataError
from pipelines.load import insert
from pipelines.models import header, quoted
from pipelines.version import sql_folder

COLUMNS = (
    "release varchar, rule varchar, severity varchar, rows bigint, compared bigint, example varchar"
)
UNREAD = "unreadable_figures"
COMMENT = (
    "What the checks found: one row per rule and release with bad rows or compared rows, and "
    "one per rule that found nothing. severity: blocking rules stop a publish, findings do not."
)


@dataclass(frozen=True)
class Check:
    """A rule: its name, what it says, how severe it is, and its queries."""

    rule: str
    says: str
    severity: str
    query: str
    compared: str


@dataclass(frozen=True)
class Result:
    """What a rule found in a release; release '' where it found nothing anywhere."""

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
    found = [_read(path) for path in sorted((sql_folder() / "checks").glob("*.sql"))]
    return tuple(sorted(found, key=lambda check: (check.severity, check.rule)))


def _read(path: Path) -> Check:
    says, pairs = header(path.read_text())
    return Check(path.stem, says, pairs["severity"], path.read_text(), pairs.get("compared", ""))


def run(con: duckdb.DuckDBPyConnection) -> list[Result]:
    """Run every rule on the connection's current database."""
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
        Result(release, check.rule, check.severity, *_split(found.get(release), compared, release))
        for release in sorted({*found, *compared}) or [""]
    ]


def _split(
    bad: tuple[int, str] | None, compared: dict[str, int], release: str
) -> tuple[int, int | None, str | None]:
    rows, example = bad or (0, None)
    return rows, compared.get(release), example


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
    unread = {r.release for r in results if r.blocks and r.rule == UNREAD}
    for r in results:
        # What cannot be read breaks other rules too; the reader needs the cause alone.
        if r.blocks and (r.rule == UNREAD or r.release not in unread):
            found = f"{r.rows} row{'s' * (r.rows != 1)}, for example {r.example}"
            which = f"{r.release}: {says[r.rule]} {found} (sql/checks/{r.rule}.sql)"
            faults.setdefault(r.release, []).append(which)
    if faults:
        raise CheckError({release: "\n".join(found) for release, found in faults.items()})
