"""How far an export is, as a bar on a terminal; nothing in a log.

Bytes are what can be told: DuckDB's own measure is of what it reads, and the marts read little
and write much.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def watching(says: str, far: Callable[[], int]) -> Iterator[None]:
    """Show what is being written and how many bytes of it are, where a person looks on."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.filesize import decimal
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[far]}"),
               TimeElapsedColumn())  # fmt: skip
    done = threading.Event()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task(says, total=None, far="")

        def look() -> None:
            while not done.wait(0.25):
                bars.update(bar, far=decimal(far()))

        watcher = threading.Thread(target=look)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()
