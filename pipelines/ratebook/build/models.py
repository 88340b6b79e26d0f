"""The SQL models: each file of `sql/` is one table, view or macro, made in the order of `depends`.

The comment on top of a file goes into DuckDB with it, and `sql/columns.toml` says what each
column means, so that `describe` in any tool explains itself.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from ratebook.db import quoted
from ratebook.errors import DataError
from ratebook.progress import steps
from ratebook.version import sql_folder

KEYS = r"(kind|depends|key|severity|compared|blocks|args):\s*(.+)"
LAYERS = ("reference", "staging", "core", "marts", "macros")


@dataclass(frozen=True)
class Model:
    """A table, view or macro: its name, the query that makes it, and what its comment says."""

    name: str
    layer: str
    query: str
    comment: str
    kind: str
    depends: tuple[str, ...]
    key: tuple[str, ...] = ()  # unique and never NULL; empty if nothing tells a row
    args: str = ""


def header(text: str) -> tuple[str, dict[str, str]]:
    """The comment on top of a SQL file, and its `key: value` lines."""
    lines = [
        line[2:].strip() for line in text.split("\n")[: _first_statement(text)] if line[:2] == "--"
    ]
    pairs = {m[1]: m[2] for line in lines if (m := re.match(KEYS, line))}
    return "\n".join(line for line in lines if not re.match(KEYS, line)), pairs


def _first_statement(text: str) -> int:
    lines = text.split("\n")
    return next((i for i, line in enumerate(lines) if line and line[:2] != "--"), len(lines))


def read_model(path: Path) -> Model:
    """A model from its file."""
    text = path.read_text()
    comment, pairs = header(text)
    kind = "macro" if "args" in pairs else pairs.get("kind", "table")
    depends, key = _names(pairs.get("depends", "")), _names(pairs.get("key", ""))
    name, layer = path.stem, path.parent.name
    return Model(name, layer, text, comment, kind, depends, key, pairs.get("args", ""))


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


@cache
def all_models() -> tuple[Model, ...]:
    """Every model, each after the ones it depends on."""
    found = [
        read_model(p) for layer in LAYERS for p in sorted((sql_folder() / layer).glob("*.sql"))
    ]
    models = {model.name: model for model in found}
    graph = {m.name: [d for d in m.depends if d in models] for m in models.values()}
    return tuple(models[name] for name in TopologicalSorter(graph).static_order())


@cache
def column_meanings() -> dict[str, str]:
    """What each column means, by its name; a name means the same in every table."""
    return dict(tomllib.loads((sql_folder() / "columns.toml").read_text()))


def build(con: duckdb.DuckDBPyConnection, models: Iterable[Model]) -> None:
    """Make every model in the connection's current database, each with its comment.

    Raises DataError that names the model whose query DuckDB refused.
    """
    for model in steps(models, "building", lambda model: model.name):
        try:
            con.execute(_statement(model))
        except duckdb.Error as error:
            if isinstance(error, duckdb.IOException) or "Could not write file" in str(error):
                raise  # the disk, not the query
            raise DataError(f"sql/{model.layer}/{model.name}.sql cannot be run: {error}") from error
        kind = "macro table" if model.kind == "macro" else model.kind
        con.execute(f"comment on {kind} {model.name} is {quoted(model.comment)}")


def _statement(model: Model) -> str:
    if model.kind == "macro":
        return f"create macro {model.name}({model.args}) as table {model.query}"
    return f"create {model.kind} {model.name} as {model.query}"


def describe_columns(con: duckdb.DuckDBPyConnection) -> None:
    """Give every column of the current database the comment that `columns.toml` has for it."""
    columns = con.sql(
        "select table_name, column_name from duckdb_columns() "
        "where not internal and database_name = current_database()"
    ).fetchall()
    meanings = [(table, column, column_meanings().get(column)) for table, column in columns]
    con.execute(
        "begin;"
        + ";".join(
            f'comment on column {table}."{column}" is {quoted(meaning)}'
            for table, column, meaning in meanings
            if meaning
        )
        + ";commit"
    )
