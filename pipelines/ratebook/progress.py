"""Progress of long work, as a bar on a terminal; nothing in a pipe or a log.

For a file that is being written the bar shows bytes: DuckDB's own measure counts what it reads,
and the marts read little and write much.
"""

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")


def steps(items: Iterable[Item], says: str, name: Callable[[Item], str]) -> Iterator[Item]:
    """The items one after another, with a bar that names the one that is being worked on."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    listed = list(items)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TextColumn("{task.fields[now]}"))  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task(says, total=len(listed), now="")
        for item in listed:
            bars.update(bar, now=name(item))
            yield item
            bars.advance(bar)


@contextmanager
def watching(says: str, far: Callable[[], int] | None = None) -> Iterator[None]:
    """Show that something is under way, for how long, and how many bytes of it are written."""
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
            while far and not done.wait(0.25):
                bars.update(bar, far=decimal(far()))

        watcher = threading.Thread(target=look)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()
