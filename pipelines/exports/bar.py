"""How far a long statement is, as a bar on a terminal; nothing in a log."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb


@contextmanager
def watching(con: duckdb.DuckDBPyConnection, says: str) -> Iterator[None]:
    """Show a bar while the connection works, where a person looks on."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(),
               TimeElapsedColumn())  # fmt: skip
    done = threading.Event()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task(says, total=100)

        def look() -> None:
            while not done.wait(0.25):
                bars.update(bar, completed=max(con.query_progress(), 0))

        watcher = threading.Thread(target=look)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()
