"""What a refresh did, for a person and as JSON: files, rows, and what the checks found."""

from typing import Any

from pipelines import render
from pipelines.checks import Result
from pipelines.warehouse import Report

FILE_COLUMNS = (
    "release", "source_file", "rows_read", "rows_loaded", "rows_repeated", "rows_noted",
    "rows_rejected",
)  # fmt: skip


def as_json(report: Report) -> dict[str, Any]:
    """The report as values for JSON."""
    return {
        "database": str(report.database),
        "releases": report.releases,
        "files": report.files,
        "checks": [vars(result) for result in report.results],
    }


def print_report(report: Report) -> None:
    """The rows of each file and the findings."""
    render.table(report.files, FILE_COLUMNS)
    print_results(report.results)
    rejected = sum(int(file["rows_rejected"]) for file in report.files)
    loaded = sum(int(file["rows_loaded"]) for file in report.files)
    render.say(f"{len(report.releases)} releases, {loaded:,} rows loaded, {rejected:,} rejected.")


def print_results(results: list[Result]) -> None:
    """The rules that found something, or compared something; and how many found nothing."""
    shown = [r for r in results if r.rows or (r.compared and r.severity == "finding")]
    columns = ("release", "rule", "severity", "rows", "compared", "example")
    render.table([vars(result) for result in shown], columns)
    clean = {r.rule for r in results} - {r.rule for r in results if r.rows}
    render.say(f"{len(clean)} of {len({r.rule for r in results})} rules found nothing.")
