"""What an export writes: a table, a person's query or a profile, as one query."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb

from ratebook.build.models import all_models, column_meanings
from ratebook.db import quoted
from ratebook.errors import UsageError
from ratebook.export.engine import require_select
from ratebook.suggest import did_you_mean

Code = tuple[str, str | None]  # hcpcs and modifier; None for any modifier


@dataclass(frozen=True)
class ExportColumn:
    """A column that is written: its name, DuckDB's type of it, and what it means."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class ExportRows:
    """`query` is written; `base` has the same rows with the columns that name releases.

    `key`: columns that tell a row, where there are such. `parts`: the column whose releases make
    files of their own, '' if the rows stay together. `comment`: what a row is.
    """

    name: str
    query: str
    base: str = ""
    key: tuple[str, ...] = ()
    parts: str = ""
    comment: str = ""
    codes: bool = True  # whether CPT or CDT codes may stand in the rows
    names: dict[str, str] = field(default_factory=dict)  # what a column is called in its model

    @property
    def rows(self) -> str:
        """The query that tells which releases the rows come from."""
        return self.base or self.query


def of_query(query: str) -> ExportRows:
    """A person's SELECT."""
    return ExportRows("query", require_select(query), comment="A query.")


def of_table(
    con: duckdb.DuckDBPyConnection, table: str, year: int | None, where: str | None,
    codes: Sequence[Code] = (),
) -> ExportRows:  # fmt: skip
    """A table or view, its rows of a year, of some codes, or for which a condition holds."""
    columns = _tables(con).get(table)
    if not columns:
        near = did_you_mean(table, _tables(con))
        raise UsageError(
            f"Table '{table}' does not exist.{near or ' `show tables` in sql lists them.'}"
        )
    if year and "effective_from" not in columns:
        raise UsageError(f"{table} has no dates: leave out --year.")
    conditions = [f"year(effective_from) = {year}"] if year else []
    conditions += [condition(where)] if where else []
    conditions += [of_codes(codes, columns, table)] if codes else []
    key, comment = described(table)
    release = next((c for c in ("release", "pfs_release") if c in columns), "")
    parts = release if "effective_from" in columns else ""
    coded = any(name.endswith("hcpcs") for name in columns)
    query = f"select * from {table}{_where(conditions)}"
    return ExportRows(table, query, key=key, parts=parts, comment=comment, codes=coded)


def require_no_names(con: duckdb.DuckDBPyConnection, source: ExportRows) -> None:
    """UsageError where rows are read from the AMA's descriptors without --with-descriptors."""
    names = {name.rpartition(".")[2] for name in con.get_table_names(source.query)}
    if names & {"code_names"} or re.search(r"\b(search|related)_codes\b", source.query, re.I):
        raise UsageError(
            "Names of CPT codes are the AMA's: an export has them with --with-descriptors alone, "
            "and whoever passes them on needs the AMA's license."
        )


def condition(where: str) -> str:
    """A person's --where in brackets; UsageError if it is not one condition."""
    try:
        require_select(f"select 1 where {where}")
    except UsageError as error:
        raise UsageError(
            f"--where takes a single condition, as in \"mac = '10112'\": {error}"
        ) from error
    return f"(\n{where}\n)"


def of_codes(codes: Sequence[Code], columns: Sequence[str], table: str) -> str:
    """The condition that a row is of one of some codes; one without a modifier is of any."""
    if "hcpcs" not in columns:
        raise UsageError(f"{table} has no column hcpcs: leave out --codes.")
    any_modifier = [quoted(hcpcs) for hcpcs, modifier in codes if modifier is None]
    both = [f"({quoted(hcpcs)}, {quoted(modifier)})" for hcpcs, modifier in codes if modifier]
    if "modifier" not in columns:
        any_modifier, both = [quoted(hcpcs) for hcpcs, _ in codes], []
    found = [f"hcpcs in ({', '.join(any_modifier)})"] if any_modifier else []
    found += [f"(hcpcs, modifier) in ({', '.join(both)})"] if both else []
    return f"({' or '.join(found)})"


def codes_without_rows(
    con: duckdb.DuckDBPyConnection, source: ExportRows, codes: Sequence[Code]
) -> list[str]:
    """The codes of a list that no row of a source is of."""
    if not codes or "hcpcs" not in types(con, source.rows):
        return []
    there = {
        hcpcs for (hcpcs,) in con.sql(f"select distinct hcpcs from ({source.rows})").fetchall()
    }
    return sorted({hcpcs for hcpcs, _ in codes} - there)


def require_name(table: str) -> str:
    """NAME or SCHEMA.NAME of a table elsewhere; UsageError if it is neither."""
    if not re.fullmatch(r"([A-Za-z_]\w*\.)?[A-Za-z_]\w*", table):
        raise UsageError(f"--table takes NAME or SCHEMA.NAME, not '{table}'.")
    return table


def _where(conditions: Sequence[str]) -> str:
    return f" where {' and '.join(conditions)}" if conditions else ""


def described(table: str) -> tuple[tuple[str, ...], str]:
    """The key of a table and what it is; nothing if no model makes it."""
    model = next((m for m in all_models() if m.name == table), None)
    return (model.key, model.comment) if model else ((), "")


def columns_of(con: duckdb.DuckDBPyConnection, source: ExportRows) -> list[ExportColumn]:
    """The columns that are written, each with what `sql/columns.toml` says of it."""
    meanings = column_meanings()
    return [
        ExportColumn(name, kind, meanings.get(source.names.get(name, name), ""))
        for name, kind in types(con, source.query).items()
    ]


def types(con: duckdb.DuckDBPyConnection, query: str) -> dict[str, str]:
    """The columns of a query, each with DuckDB's type."""
    found = con.sql(f"select column_name, column_type from (describe select * from (\n{query}\n))")
    return dict(found.fetchall())


def _tables(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    names = "select table_name, column_name from duckdb_columns() where not internal"
    for table, column in con.sql(names).fetchall():
        found.setdefault(table, []).append(column)
    return found
