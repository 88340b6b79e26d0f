"""The columns of steps, with their types: DuckDB makes each step without a row and is asked."""

from collections.abc import Iterable
from contextlib import closing
from functools import cache

import duckdb
from sqlglot import exp
from sqlglot.expressions import DataType
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema

from ratebook.db import connect, quoted
from ratebook.export.delta import WIDER
from ratebook.spark.expand import Step

Columns = dict[str, str]  # DuckDB's types by the names, in their order


def full(con: duckdb.DuckDBPyConnection, name: str) -> str:
    """The name of a table of the warehouse with its schema."""
    query = f"select schema_name from duckdb_tables() where table_name = {quoted(name)}"
    ((schema,),) = con.execute(query).fetchall()
    return f"{schema}.{name}"


def described(con: duckdb.DuckDBPyConnection, query: str) -> Columns:
    """The columns of a query."""
    return {name: type for name, type, *_ in con.execute(f"describe {query}").fetchall()}


def of_steps(steps: Iterable[Step], known: dict[str, Columns]) -> dict[str, Columns]:
    """The columns of steps and of the tables that they read, which `known` has."""
    found = dict(known)
    with closing(connect()) as con:
        for name, columns in known.items():
            typed = ", ".join(f'null::{type} as "{column}"' for column, type in columns.items())
            con.execute(f"create table {name} as select {typed} limit 0")
        for step in steps:
            con.execute(f"create table {step.name} as {step.query.sql('duckdb')}")
            found[step.name] = described(con, f"from {step.name}")
    return found


@cache
def spark_type(type: str) -> DataType:
    """A type of DuckDB's as one that Spark has."""
    return DataType.build(WIDER.get(type, type), dialect="duckdb")


@cache
def _type(name: str) -> exp.DataType:
    return exp.DataType.build(name, "duckdb")


def spelled_out(step: Step, known: dict[str, Columns]) -> exp.Query:
    """The query of a step with every column by its name and its table, and every type known."""
    read = {table.name for table in step.query.find_all(exp.Table)}
    schema = MappingSchema(dialect="duckdb")
    for name in read:
        types = {c: _type(type).copy() for c, type in known[name].items()}
        schema.add_table(name, types)
    full = qualify(step.query.copy(), dialect="duckdb", schema=schema, quote_identifiers=False)
    typed = annotate_types(full, schema=schema, dialect="duckdb")
    assert isinstance(typed, exp.Query)
    return typed
