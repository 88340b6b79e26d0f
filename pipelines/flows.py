"""The Prefect flow: the functions that the command line calls, in order, with retries.

Nothing else imports Prefect, which takes seconds. Between tasks go names and paths, never
frames. One refresh at a time: the home's own lock, and the deployments' concurrency limit.
"""

from datetime import date
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from pipelines import catalog, publish, warehouse
from pipelines.acquire import Say, acquire, fetch_one, wanted
from pipelines.errors import FetchError
from pipelines.fetch import NotThere
from pipelines.home import Home, home
from pipelines.raw import Entry, Raw

PATIENCE = 3600  # seconds to wait for another refresh of the same home to end


@task(  # effects, so never skipped for a cached result
    task_run_name="fetch-{name}",
    retries=3,
    retry_delay_seconds=[10, 60, 300],
    retry_jitter_factor=0.5,
    cache_policy=NO_CACHE,
)
def fetch_release(at: Home, name: str) -> Entry | NotThere:
    """Fetch one release into raw/; NotThere as a value, for in a minute it is not there either."""
    try:
        return fetch_one(at, catalog.release(name), get_run_logger().info)
    except NotThere as error:
        return error


def _fetched(at: Home, release: catalog.Release, _say: Say) -> Entry:
    """`acquire.fetch_one` with the task's retries."""
    found = fetch_release(at, release.name)
    if isinstance(found, NotThere):
        raise found
    return found


@task(cache_policy=NO_CACHE)
def build_and_publish(at: Home) -> warehouse.Report:
    """Build a warehouse of all in raw/, check it, and publish it."""
    return warehouse.build(at, get_run_logger().info)


@flow(name="refresh")
def refresh(
    releases: list[str] | None = None, years: list[int] | None = None,
    folder: str | None = None, cms: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Fetch, build, check and publish, as `ratebook refresh` does.

    Without releases and years: what this calendar year can have. Gives the published file, its
    releases and the number of findings; artifacts say the rest. A release that nobody named and
    that fails does not stop the others; it fails the run after they are published. A site that
    cannot be reached, or has none of them, fails it before.
    """
    at, today, say = home(folder, cms), date.today(), get_run_logger().info
    asked = wanted(releases or [], years or [], today)
    with publish.writing(at, patience=PATIENCE):
        warehouse.require_origin(Raw(at.raw), at)
        missed = acquire(at, asked, today, say, _fetched).missed
        report = build_and_publish(at)
    _artifacts(report)
    if missed:
        raise FetchError(f"Published, but without what could not be fetched: {'; '.join(missed)}")
    return {
        "database": str(report.database),
        "releases": list(report.releases),
        "findings": len(report.findings),
    }


def _artifacts(report: warehouse.Report) -> None:
    create_table_artifact(key="published", table=report.files, description="Files and their rows")
    results = [vars(result) for result in report.results]
    create_table_artifact(key="checks", table=results, description="What the checks found")
