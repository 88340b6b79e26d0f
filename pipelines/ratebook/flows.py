"""The Prefect flow: the functions that the command line calls, in order, with retries.

Nothing else imports Prefect, which takes seconds. Between tasks go small records, never frames.
One refresh at a time: the home's own lock, and the deployments' concurrency limit.
"""

from datetime import date
from typing import Any

from prefect import flow, get_run_logger, task, unmapped
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.task_runners import ThreadPoolTaskRunner
from requests import RequestException

from ratebook import clock, refresh_report
from ratebook.archive.raw import Raw
from ratebook.build import publish
from ratebook.catalog.scope import Scope, scope_of
from ratebook.diff import news
from ratebook.errors import DataError, FetchError, harmless
from ratebook.fetch.acquire import Fetch, acquire
from ratebook.fetch.download import Download, Fetched, LicenseRequired
from ratebook.fetch.http import AT_ONCE, BrokeOff, NotThere, Unreachable
from ratebook.fetch.outcomes import Acquired, Outcome
from ratebook.home import Home, home
from ratebook.refresh import Report, after, publish_all, published, require_origin
from ratebook.refresh import changes as changes_of

PATIENCE = 3600  # seconds to wait for another refresh of the same home to end


def _away(task: Any, run: Any, state: State) -> bool:
    """Whether the whole site was away, so that a later look may find it."""
    return isinstance(state.data, Unreachable)


def _stumbled(task: Any, run: Any, state: State) -> bool:
    """Whether the site broke off or had an error of its own. A page where a zip should be, or a
    damaged zip, will still be the same in six minutes."""
    error: Any = state.data
    while error and not isinstance(error, BrokeOff | RequestException):
        error = None if isinstance(error, Unreachable) else error.__cause__
    return bool(error)


ONCE: Any = {"cache_policy": NO_CACHE, "persist_result": False}  # effects: never from a cache
AGAIN: Any = ONCE | {
    "retries": 3, "retry_delay_seconds": [10, 60, 300], "retry_jitter_factor": 0.5
}  # fmt: skip


@task(task_run_name="fetch-{download.name}", retry_condition_fn=_stumbled, **AGAIN)
def fetch_release(download: Download, fetch_one: Fetch) -> Outcome:
    """Fetch one file. What is not there, and what a person must accept, are values: no failure
    of this run."""
    try:
        return fetch_one(download)
    except (NotThere, LicenseRequired) as error:
        return error


@task(retry_condition_fn=_away, **AGAIN)
def look_and_fetch(at: Home, asked: Scope, today: date) -> Acquired:
    """Download into raw/ what CMS lists and the run looks for; each file is a task."""
    return acquire(at, asked, today, _say, _mapped, published(at))


def _say(text: str) -> None:
    """A line of the log of this run."""
    get_run_logger().info(harmless(text))


def _mapped(fetch_one: Fetch, downloads: list[Download]) -> list[Outcome]:
    """Every download as a task, some at once; one that failed to the end is the error it had."""
    runs = fetch_release.map(downloads, unmapped(fetch_one))
    runs.wait()
    return [_outcome(run.result(raise_on_failure=False)) for run in runs]


def _outcome(found: Any) -> Outcome:
    if isinstance(found, Unreachable):
        raise found
    if isinstance(found, Fetched | DataError):
        return found
    raise found


@task(**ONCE)
def build_and_publish(at: Home, must: frozenset[str]) -> Report:
    """Build a warehouse of all in raw/, check it, and publish it; nothing if nothing changed."""
    return publish_all(at, _say, must)


RUNNER: Any = ThreadPoolTaskRunner(max_workers=AT_ONCE)


@flow(name="refresh", task_runner=RUNNER)
def refresh(
    releases: list[str] | None = None, years: list[int] | None = None, since: int | None = None,
    folder: str | None = None, cms: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Fetch, build, check and publish, as `ratebook refresh` does.

    Without releases and years: what CMS shows of this calendar year and the next, and re-posts
    of what raw/ has. Returns the published file, its releases, whether it changed, and the number
    of findings; artifacts say the rest. A file that no one named and that fails does not stop
    the others; it fails the run after they are published. A failed check fails the run.
    """
    at, today = home(folder, cms), clock.today()
    asked = scope_of(releases or [], years or [], today, since)
    with publish.writing(at, patience=PATIENCE):
        require_origin(Raw(at.raw), at)
        acquired = look_and_fetch(at, asked, today)
        found = after(acquired, build_and_publish(at, asked.named))
    changes, told = news.of_refresh(at, found.new)
    for said in (*told, *found.notes, *refresh_report.summary(found)):
        _say(said)
    _artifacts(found)
    if changes:
        create_markdown_artifact(
            key="rate-changes", markdown="\n\n".join(map(news.markdown, changes)),
            description="What the new releases change, and why",
        )  # fmt: skip
    if found.missed:
        done = "Published" if found.changed else "No change"
        raise FetchError("\n".join([f"{done}, but these are missing:", *found.missed]))
    return {
        "database": str(found.database),
        "releases": list(found.releases),
        "changed": found.changed,
        "findings": len(found.findings),
    }


def _artifacts(found: Report) -> None:
    """What changed, or that nothing did; the files; what the checks found."""
    if found.new:
        create_table_artifact(
            key="changed", table=changes_of(found), description="What is new in this run"
        )
    else:
        said = "rebuilt, with no new release" if found.changed else "no change"
        create_markdown_artifact(key="changed", markdown=said)
    create_table_artifact(key="published", table=found.files, description="Files and their rows")
    results = [vars(result) for result in found.results]
    create_table_artifact(key="checks", table=results, description="What the checks found")
