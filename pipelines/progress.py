"""Downloads with a bar each on a terminal; in a log, `say` tells each as it is kept."""

import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from pipelines.acquire import AT_ONCE, Each, Fetch, in_threads, outcome
from pipelines.fetch import Download
from pipelines.outcomes import Outcome


def each() -> Each:
    """How to fetch some downloads: with bars where a person looks on."""
    return with_bars if sys.stderr.isatty() else in_threads


def with_bars(fetch_one: Fetch, downloads: list[Download]) -> list[Outcome]:
    """`in_threads`, with a bar for each download that takes a while."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
    )
    with Progress(*columns,
                  console=Console(stderr=True), transient=True) as bars:  # fmt: skip
        whole = bars.add_task("files", total=len(downloads))

        def run(download: Download) -> Outcome:
            bar = bars.add_task(download.name, total=None, visible=False)

            def moved(done: int, size: int) -> None:
                bars.update(bar, completed=done, total=size or None, visible=True)

            found = outcome(partial(fetch_one, progress=moved), download)  # type: ignore[call-arg]
            bars.remove_task(bar)
            bars.advance(whole)
            return found

        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(run, downloads))
