"""Downloads with a bar each on a terminal; in a log, `say` tells each as it is kept."""

import sys
from functools import partial

from ratebook.fetch.acquire import Each, Fetch, in_threads, outcome, side_by_side
from ratebook.fetch.download import Download
from ratebook.fetch.outcomes import Outcome


def each() -> Each:
    """How to fetch some downloads: with bars where a person looks on."""
    return with_bars if sys.stderr.isatty() else in_threads


def with_bars(fetch_one: Fetch, downloads: list[Download]) -> list[Outcome]:
    """`in_threads`, with a bar for each download that takes a while."""
    from rich import progress
    from rich.console import Console
    from rich.filesize import decimal

    columns = (progress.TextColumn("{task.description}"), progress.BarColumn(),
               progress.TextColumn("{task.fields[far]}"))  # fmt: skip
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        whole = bars.add_task("files", total=len(downloads), far=f"of {len(downloads)}")

        def run(download: Download) -> Outcome:
            bar = bars.add_task(download.name, total=None, visible=False, far="")

            def moved(done: int, size: int) -> None:
                bars.update(
                    bar, completed=done, total=size or None, visible=True, far=decimal(done)
                )

            found = outcome(partial(fetch_one, progress=moved), download)  # type: ignore[call-arg]
            bars.remove_task(bar)
            bars.advance(whole)
            return found

        return side_by_side(run, downloads)
