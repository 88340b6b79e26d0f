"""The SQL files of a lake: tables, marts and repricing as statements that Spark runs one by one.

A statement ends with a semicolon at the end of a line, and nothing else of it does. A step that
several others read is a table of parquet, which cuts the plan; the others stand in the `with` of
their reader.
"""

from dataclasses import dataclass

import duckdb

from ratebook.build.models import all_models
from ratebook.claims import edits
from ratebook.claims.batches import NO_LINES
from ratebook.spark import columns, dialect
from ratebook.spark.columns import Columns
from ratebook.spark.expand import Step, Steps, inputs, read

CLAIMS = "claims"
PRICED = "priced"
LAKE = "${lake}"  # the folder, as `spark-sql -d lake=...` puts it in
MARTS = ("pfs_payment", "payment_by_site")
END = ";\n"
# A kept step is read once or twice: dictionaries, bounds and checksums take an eighth of a run.
PLAIN = ", ".join(f"'parquet.{what}' 'false'" for what in (
    "enable.dictionary", "column.statistics.enabled", "page.write-checksum.enabled"
))  # fmt: skip
UNEDITED = f"""
    select *, []::{{type}} as edits, '{edits.NOT_ASKED}'::varchar as edits_unchecked from {{into}}
"""
SAID = """\
Claim lines with what Medicare would have allowed: one row for each line, none lost.
It reads the view `claims`: line_row, a bigint that tells lines apart and orders them,
ratebook_refusal, which is NULL, and the columns of docs/reference/claims.md as text."""


@dataclass(frozen=True)
class Script:
    """Statements by which the view `result` is there; `tables`: what they read; `kept`: the tables
    that are made on the way, to be dropped afterwards."""

    result: str
    comment: str
    tables: tuple[str, ...]
    statements: tuple[str, ...]
    kept: tuple[str, ...] = ()

    def text(self, head: str) -> str:
        """A file of it under a head of comment."""
        said = "".join(f"-- {line}\n" for line in (*self.comment.split("\n"), *head.split("\n")))
        return said + "\n" + "\n".join(one + END for one in self.statements)


def statements(text: str) -> list[str]:
    """The statements of a file."""
    lines = [line for line in text.split("\n") if not line.startswith("--")]
    return [one.strip() for one in "\n".join(lines).split(END) if one.strip()]


def mart(con: duckdb.DuckDBPyConnection, name: str) -> Script:
    """The views that a mart is made of."""
    steps = Steps()
    steps.view(name)
    comment = next(model.comment for model in all_models() if model.name == name)
    return _script(con, name, comment, steps.done(), keep=False)


def reprice(con: duckdb.DuckDBPyConnection, with_edits: bool) -> Script:
    """Claim lines (the view `claims`) with what Medicare would have allowed and, with edits, what
    NCCI says of them."""
    steps = Steps()
    amounts = steps.macro("claim_priced", steps.macro("claim_lines", CLAIMS))
    unasked = steps.done()
    edited = steps.macro("line_edits", CLAIMS, amounts)
    if with_edits:
        steps.query(PRICED, edits.BESIDE.format(into=amounts, edited=edited), {})
        return _script(con, PRICED, SAID, steps.done())
    known = _known(con, steps.done())
    query = UNEDITED.format(into=amounts, type=known[edited]["edits"])
    steps = Steps(unasked)
    steps.query(PRICED, query, {})
    return _script(con, PRICED, SAID, steps.done())


def tables(names: list[str]) -> Script:
    """The tables of a lake as views."""
    made = tuple(
        f"create or replace temporary view {name} using parquet "
        f"options (path '{LAKE}/parquet/{name}')" for name in names
    )  # fmt: skip
    return Script("", "What the other files read, from the folder `lake`.", tuple(names), made)


def _script(
    con: duckdb.DuckDBPyConnection, result: str, comment: str, steps: list[Step], keep: bool = True
) -> Script:
    all_ = _known(con, steps)
    kept = tuple(step.name for step in steps if keep and step.kept)
    made = {step.name: _query(step, all_) for step in steps}
    beside = {step.name: _beside(step, steps, kept) for step in steps}
    found = [
        _statement(step.name, [(name, made[name]) for name in beside[step.name]], made[step.name],
                   step.name in kept)
        for step in steps if step.name in (*kept, result)
    ]  # fmt: skip
    return Script(result, comment, tuple(_tables(steps)), tuple(found), kept)


def _beside(step: Step, steps: list[Step], kept: tuple[str, ...]) -> list[str]:
    """The steps that stand in the `with` of a step: what it reads and nothing keeps, in order."""
    found = {step.name}
    for one in reversed(steps):
        if one.name in found:
            found |= {name for name in read(one) if name not in kept}
    return [one.name for one in steps if one.name in found and one is not step]


def _tables(steps: list[Step]) -> list[str]:
    return [name for name in inputs(steps) if name != CLAIMS]


def _known(con: duckdb.DuckDBPyConnection, steps: list[Step]) -> dict[str, Columns]:
    """The columns of steps, and of all that they read."""
    known = {n: columns.described(con, f"from {columns.full(con, n)}") for n in _tables(steps)}
    known[CLAIMS] = columns.described(con, NO_LINES)
    return columns.of_steps(steps, known)


def _query(step: Step, known: dict[str, Columns]) -> str:
    return dialect.query(columns.spelled_out(step, known), known[step.name])


def _statement(name: str, beside: list[tuple[str, str]], query: str, kept: bool) -> str:
    how = f"table {{}} using parquet options ({PLAIN})" if kept else "or replace temporary view {}"
    parts = ",\n".join(f"{part} as (\n{text}\n)" for part, text in beside)
    return f"create {how.format(name)} as\n{f'with {parts}' if parts else ''}\n{query}"
