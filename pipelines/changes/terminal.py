"""The report on a terminal: counts by site, sums by part, the largest changes and why."""

from typing import Any

from pipelines import render
from pipelines.changes import tables
from pipelines.changes.words import signed, title


def print_report(report: dict[str, Any]) -> None:
    """The report as tables; figures are dollars."""
    render.sample_notice(report["origin"])
    render.say(title(report))
    render.table(tables.sites(report), right=tables.FIGURES)
    if not report["rows"]:
        return render.say("Nothing changed.")
    render.table(tables.parts(report), title="owed to, in dollars", right=tables.FIGURES)
    for which, words in (("largest", "largest changes"), ("came_or_went", "came or went")):
        if shown := tables.changes(report, which):
            render.table(shown, title=words, right=tables.FIGURES)
    if report["worth"] is not None:
        render.say(f"With these volumes the change is worth {signed(report['worth'])}.")
    if report["unknown"]:
        render.warn(f"In neither release: {', '.join(report['unknown'])}")
