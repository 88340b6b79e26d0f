"""The report on a terminal: counts by site, sums by part, the largest changes and why."""

from typing import Any

from ratebook.cli import terminal
from ratebook.diff import tables
from ratebook.diff.labels import title


def print_report(report: dict[str, Any], limit: int | None) -> None:
    """The report as tables; figures are dollars. With volumes every line that is not priced, and
    of the priced ones `limit` of each site, or all."""
    terminal.sample_notice(report["origin"])
    terminal.say(title(report))
    terminal.table(tables.sites(report), right=tables.FIGURES)
    if report["rows"]:
        terminal.table(
            tables.parts(report), title="why amounts changed, in dollars", right=tables.FIGURES
        )
    elif not report["weighted"]:
        terminal.say("Nothing changed.")
    _lines(report, limit) if report["weighted"] else _changes(report)
    for sentence in report["summary"]:
        terminal.say(sentence)
    if lost := [*tables.unknown(report)]:
        terminal.warn("\n".join(lost))


def _changes(report: dict[str, Any]) -> None:
    for which, words in (("largest", "largest changes"), ("came_or_went", "new or gone")):
        if shown := tables.changes(report, which):
            terminal.table(shown, title=words + tables.cut(report, which), right=tables.FIGURES)


def _lines(report: dict[str, Any], limit: int | None) -> None:
    if shown := tables.priced(report, limit):
        more = len(report["priced"]) - len(shown)
        words = f"priced ({more:,} more lines with a higher --limit)" if more else "priced"
        terminal.table(shown, title=words, right=tables.FIGURES)
    if shown := tables.not_priced(report):
        terminal.table(shown, title="not priced", right=tables.FIGURES)
