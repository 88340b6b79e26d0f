"""Every connection to DuckDB is opened here, so that all of them are set alike."""

import duckdb


def connect(path: str = ":memory:", read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection that prints nothing: DuckDB's progress bar goes to standard output, where a
    slow query's rows go too."""
    con = duckdb.connect(path, read_only=read_only)
    con.execute("set enable_progress_bar = false")
    return con
