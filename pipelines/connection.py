"""Every connection to DuckDB is opened here, so that all of them are set alike."""

import duckdb

OF_THE_MACHINE = (duckdb.OperationalError, duckdb.FatalException)  # disk, memory: no fault of words


def connect(path: str = ":memory:", read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection that prints nothing: DuckDB's progress bar goes to standard output, where a
    slow query's rows go too."""
    con = duckdb.connect(path, read_only=read_only)
    con.execute("set enable_progress_bar = false")
    return con


def said(error: duckdb.Error) -> str:
    """What DuckDB says, without its advice on settings that nobody here can change."""
    return str(error).split("\nPossible solutions")[0].split("\n\nSee also")[0].strip()
