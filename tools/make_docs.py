"""Writes docs/reference/ and what the queries of docs/queries.md print, from the code and the
embedded sample.

python -m tools.make_docs
"""

import re
import tempfile
from pathlib import Path

import duckdb

from ratebook import clock, refresh
from ratebook.ask.statement import run
from ratebook.build.models import Model, all_models
from ratebook.catalog.scope import scope_of
from ratebook.cli import terminal
from ratebook.home import Home
from ratebook.sample import RELEASES, sample_home
from tools.reference import claims, commands, layouts, profiles, settings

DOCS = Path(__file__).parents[1] / "docs"
QUERY = re.compile(r"```sql\n(?P<query>.*?)```\n(?:\n```text\n.*?```\n)?", re.S)
PARTS = {
    "What people ask": ("marts payment", "Rates, and how they changed. They are views."),
    "Macros": ("", "Functions in the file itself: the payment formula, and some that give "
               "rows: `from rate('45378', '', '10112', '00', '2026-08-01')`."),
    "What CMS printed": ("cms", "Every row has its release, file and row."),
    "What was made of it": ("core", "Factors, localities and copayments."),
    "Indicators in words": ("reference", "Written down with their sources."),
}  # fmt: skip
TOP = (
    "Made from `sql/` by `python -m tools.make_docs`; the same words are in the published file, as "
    "comments of tables and columns. Amounts are dollars."
)
TABLES = """
    select column_name, data_type, comment from duckdb_columns()
    where table_name = ? and not internal order by column_index
"""
INTERNAL = "The steps on the way, in the schema `internal`. They may change in any version."
OTHERS = ("about", "checks", "table_costs")  # made by the build itself, beside the models


def tables(con: duckdb.DuckDBPyConnection) -> str:
    """docs/reference/tables.md: every table, view and macro with its comment and columns."""
    text = ["# Tables", TOP]
    for title, (layers, says) in PARTS.items():
        shown = [m for m in models() if m.schema == "main" and _part(m) in layers.split(" ")]
        text += [f"## {title}", says, *(_table(con, m.name, m.comment, m) for m in shown)]
    text += ["## Internal", INTERNAL]
    text += [_table(con, m.full_name, m.comment, m) for m in models() if m.schema != "main"]
    text += ["## About the file", "Made by the build."]
    comments = dict(con.sql("select table_name, comment from duckdb_tables()").fetchall())
    text += [_table(con, name, comments[name]) for name in OTHERS]
    return "\n\n".join(text) + "\n"


def _part(model: Model) -> str:
    """The folder of a table or view, '' for a macro."""
    return "" if model.args else model.layer


def models() -> list[Model]:
    """The models by name."""
    return sorted(all_models(), key=lambda model: model.name)


def _table(
    con: duckdb.DuckDBPyConnection, name: str, comment: str, model: Model | None = None
) -> str:
    title = f"{name}({model.args})" if model and model.args else name
    says = re.sub(r"\n(?=(grain|key|source|example|[a-z_, ]+):)", "\n\n", comment)
    columns = con.sql(TABLES, params=[name.rpartition(".")[2]]).fetchall()
    if not columns:
        return f"### {title}\n\n{says}"
    rows = [f"| `{column}` | {kind.lower()} | {says or ''} |" for column, kind, says in columns]
    return "\n".join(
        [f"### {title}\n\n{says}\n", "| column | type | meaning |", "|---|---|---|", *rows]
    )


def queries(con: duckdb.DuckDBPyConnection, text: str) -> str:
    """docs/queries.md with what each query prints below it."""
    return QUERY.sub(lambda found: answered(con, found["query"]), text)


def answered(con: duckdb.DuckDBPyConnection, query: str) -> str:
    """A query as the document has it, with what it prints."""
    found = run(con, query, None)
    printed = terminal.lines(terminal.grid(found.rows, found.columns)).strip("\n")
    return f"```sql\n{query}```\n\n```text\n{printed}\n```\n"


def reference(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Every page that is made of the code, by its path below docs/."""
    return {
        "reference/tables.md": tables(con),
        "reference/commands.md": commands(),
        "reference/settings.md": settings(),
        "reference/profiles.md": profiles(),
        "reference/layouts.md": layouts(),
        "reference/claims.md": claims(),
    }


def main() -> None:
    """Build the sample and write every page."""
    with tempfile.TemporaryDirectory() as folder:
        own = sample_home(Home(Path(folder)))
        asked = scope_of(list(RELEASES), [], clock.today())
        built = refresh.refresh(own, asked, False, print).database
        with duckdb.connect(built.as_posix(), read_only=True) as con:
            for name, text in reference(con).items():
                (DOCS / name).write_text(text)
            path = DOCS / "queries.md"
            path.write_text(queries(con, path.read_text()))


if __name__ == "__main__":
    main()
