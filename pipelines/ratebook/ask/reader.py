"""Reading the published warehouse: a read-only connection to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ratebook import version
from ratebook.db import connect, quoted
from ratebook.errors import DataError
from ratebook.home import Home


@contextmanager
def reading(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published warehouse, read-only; DataError if there is none to read."""
    con = _opened(home, lambda path: connect(path, read_only=True))
    try:
        yield con
    finally:
        con.close()


def attached(home: Home) -> duckdb.DuckDBPyConnection:
    """The file that is published now, on its own connection.

    Opened by its path, DuckDB would give a process the file that it has open under that path,
    though another was published since.
    """

    def attach(path: str) -> duckdb.DuckDBPyConnection:
        con = connect()
        con.execute(f"attach {quoted(path)} as ratebook (read_only)")
        con.execute("use ratebook")
        return con

    return _opened(home, attach)


def _opened(
    home: Home, opening: Callable[[str], duckdb.DuckDBPyConnection]
) -> duckdb.DuckDBPyConnection:
    path = home.published()
    if home.log.exists():
        raise DataError(
            f"{home.log}: another program has the published warehouse open for writing, or "
            "crashed while it did. Close it, then publish a clean one: `ratebook refresh "
            "--offline`."
        )
    try:
        con = opening(path.as_posix())
    except duckdb.Error as error:
        raise DataError(f"{path} cannot be opened: {_advice(str(error))}") from error
    try:
        _require_ours(con, path)
    except DataError:
        con.close()
        raise
    return con


def _require_ours(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """A file of another schema has other columns than this code reads. Which SQL made it does not
    matter: a comment in it harms no warehouse."""
    try:
        ((schema,),) = con.sql("select schema_version from about").fetchall()
    except (duckdb.Error, ValueError):
        schema = None
    if schema != str(version.schema()):
        raise DataError(
            f"{path} was built by another version of Ratebook. Publish it again from raw/: "
            "`ratebook refresh --offline`."
        )


def _advice(error: str) -> str:
    if "lock" in error:
        return f"another program has it open for writing; close that. {error}"
    return f"{error}. Publish a new one: `ratebook refresh --offline`."


def origin(con: duckdb.DuckDBPyConnection) -> str:
    """`sample` for a warehouse of the embedded sample, `cms` for one of CMS's files."""
    return str(con.sql("select origin from about").fetchall()[0][0])


def names(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Every table, view, macro and column, once each."""
    query = """
        select table_name from duckdb_columns() where not internal
        union select column_name from duckdb_columns() where not internal
        union select function_name from duckdb_functions() where not internal
        order by 1
    """
    return [str(name) for (name,) in con.sql(query).fetchall()]
