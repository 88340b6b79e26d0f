"""The SQL models: each file of `sql/` is one table, view or macro, made in the order of `depends`.

A model is in the schema `main`, where people look, unless its header says `schema: internal`. A
model that many files make together, a select each, `depends` on `parts of` it: they say
`into: <name>`, and its query reads all of them as `parts`. One with `seed: <file>` reads that csv,
which lies beside it, as `seed`.

The comment on top of a file goes into DuckDB with it, and `sql/columns.toml` says what each
column means, so that `describe` in any tool explains itself.
"""

import re
import time
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from ratebook.db import quoted
from ratebook.errors import DataError
from ratebook.progress import steps
from ratebook.version import sql_folder

KEYS = r"(kind|depends|key|schema|into|seed|severity|compared|blocks|args):\s*(.+)"
CHECKS = "checks"  # the folders of rules, which are no models
PARTS = "parts of "


@dataclass(frozen=True)
class Model:
    """A table, view or macro: its name, the query that makes it, and what its comment says."""

    name: str
    file: str  # below sql/
    query: str
    comment: str
    kind: str
    depends: tuple[str, ...]
    key: tuple[str, ...] = ()  # unique and never NULL; empty if nothing tells a row
    args: str = ""
    schema: str = "main"
    into: str = ""  # the model that it is a part of
    seed: str = ""  # the csv beside it
    parts: tuple[str, ...] = ()  # the models that are parts of it, by their full names

    @property
    def layer(self) -> str:
        """The folder of `sql/` that it is in."""
        return self.file.split("/")[0]

    @property
    def full_name(self) -> str:
        """Its name with the schema, where that is not the one people look in."""
        return self.name if self.schema == "main" else f"{self.schema}.{self.name}"


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
    kind = pairs.get("kind", "macro" if "args" in pairs else "table")
    return Model(
        path.stem, path.relative_to(sql_folder()).as_posix(), text, comment, kind,
        _names(pairs.get("depends", "")), _names(pairs.get("key", "")), pairs.get("args", ""),
        pairs.get("schema", "main"), pairs.get("into", ""), pairs.get("seed", ""),
    )  # fmt: skip


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


@cache
def all_models() -> tuple[Model, ...]:
    """Every model, each after the ones it depends on."""
    paths = sorted(sql_folder().rglob("*.sql"))
    models = {p.stem: read_model(p) for p in paths if p.parent.name != CHECKS}
    for model in list(models.values()):
        if f"{PARTS}{model.name}" in model.depends:
            parts = tuple(m.full_name for m in models.values() if m.into == model.name)
            models[model.name] = replace(model, parts=parts)
    graph = {m.name: _before(m, models) for m in models.values()}
    return tuple(models[name] for name in TopologicalSorter(graph).static_order())


def _before(model: Model, models: dict[str, Model]) -> list[str]:
    parts = [part.rpartition(".")[2] for part in model.parts]
    return [name for name in (*model.depends, *parts) if name in models]


@cache
def column_meanings() -> dict[str, str]:
    """What each column means, by its name; a name means the same in every table."""
    return dict(tomllib.loads((sql_folder() / "columns.toml").read_text()))


def build(con: duckdb.DuckDBPyConnection, models: Iterable[Model]) -> dict[str, float]:
    """Make every model in the connection's current database, each with its comment; returns the
    seconds that each took, by its full name.

    Raises DataError that names the model whose query DuckDB refused.
    """
    con.execute("create schema if not exists internal")
    seconds = {}
    for model in steps(models, "building", lambda model: model.name):
        begun = time.perf_counter()
        try:
            _prepare(con, model)
            con.execute(_statement(model))
        except duckdb.Error as error:
            if isinstance(error, duckdb.IOException) or "Could not write file" in str(error):
                raise  # the disk, not the query
            raise DataError(f"sql/{model.file} cannot be run: {error}") from error
        seconds[model.full_name] = time.perf_counter() - begun
        kind = "macro table" if model.kind == "macro" else model.kind
        kind = "macro" if model.kind == "scalar" else kind
        con.execute(f"comment on {kind} {model.full_name} is {quoted(model.comment)}")
    return seconds


def _prepare(con: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Make the temporary views `seed`, of a model's csv, and `parts`, of all that are its parts."""
    if model.seed:
        path = quoted((sql_folder() / model.file).with_name(model.seed).as_posix())
        con.execute(
            f"create or replace temp view seed as from read_csv({path}, header = true, "
            "all_varchar = true)"
        )
    if model.parts:
        united = " union all by name ".join(f"select * from {part}" for part in model.parts)
        con.execute(f"create or replace temp view parts as {united}")


def _statement(model: Model) -> str:
    if model.kind == "macro":
        return f"create macro {model.full_name}({model.args}) as table {model.query}"
    if model.kind == "scalar":
        return f"create macro {model.full_name}({model.args}) as (\n{model.query})"
    return f"create {model.kind} {model.full_name} as {model.query}"


def describe_columns(con: duckdb.DuckDBPyConnection) -> None:
    """Give every column of the current database the comment that `columns.toml` has for it."""
    columns = con.sql(
        "select schema_name, table_name, column_name from duckdb_columns() "
        "where not internal and database_name = current_database()"
    ).fetchall()
    meanings = [
        (schema, table, column, meaning)
        for schema, table, column in columns
        if (meaning := column_meanings().get(column))
    ]
    con.execute(
        "begin;"
        + ";".join(
            f'comment on column {schema}.{table}."{column}" is {quoted(meaning)}'
            for schema, table, column, meaning in meanings
        )
        + ";commit"
    )
