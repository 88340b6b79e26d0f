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
from pipelines.acquire import Wanted, fetch_one, wanted
from pipelines.errors import FetchError
from pipelines.fetch import NotThere
from pipelines.home import Home, home
from pipelines.raw import Raw

PATIENCE = 3600  # seconds to wait for another refresh of the same home to end


def _worth_another_try(_task: Any, _run: Any, state: Any) -> bool:
    """An address that leads nowhere leads nowhere in a minute too."""
    return not isinstance(state.result(raise_on_failure=False), NotThere)


@task(  # effects, so never skipped for a cached result
    task_run_name="fetch-{name}",
    retries=3,
    retry_delay_seconds=[10, 60, 300],
    retry_jitter_factor=0.5,
    retry_condition_fn=_worth_another_try,
    cache_policy=NO_CACHE,
)
def fetch_release(at: Home, name: str, named: bool) -> str | None:
    """Fetch one release into raw/; gives its name, or nothing where CMS has not posted it."""
    try:
        return fetch_one(at, catalog.release(name), get_run_logger().info).release
    except NotThere as error:
        if named:
            raise
        get_run_logger().warning(str(error))
        return None


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
    that fails does not stop the others; it fails the run after they are published.
    """
    at = home(folder, cms)
    asked = wanted(releases or [], years or [], date.today())
    with publish.writing(at, patience=PATIENCE):
        warehouse.require_origin(Raw(at.raw), at)
        failed = _fetch_all(at, asked)
        report = build_and_publish(at)
    _artifacts(report)
    if failed:
        raise FetchError(f"Published, but without what could not be fetched: {'; '.join(failed)}")
    return {
        "database": str(report.database),
        "releases": list(report.releases),
        "findings": len(report.findings),
    }


def _fetch_all(at: Home, asked: Wanted) -> list[str]:
    """Fetch what is wanted; gives what failed and is not in raw/. A named one must succeed."""
    failed = []
    for release in asked.releases:
        named = release.name in asked.named
        state: Any = fetch_release(at, release.name, named, return_state=True)
        if state.is_failed() and named:
            state.result()
        if state.is_failed() and release.name not in Raw(at.raw).latest():
            failed.append(str(state.message))
    return failed


def _artifacts(report: warehouse.Report) -> None:
    create_table_artifact(key="published", table=report.files, description="Files and their rows")
    results = [vars(result) for result in report.results]
    create_table_artifact(key="checks", table=results, description="What the checks found")
