"""What a refresh loaded and what the checks found, as tables on a terminal."""

from typing import Any

from ratebook.build.checks import Result, all_checks
from ratebook.cli import terminal
from ratebook.refresh import Report

FILE_COLUMNS = (
    "release", "source_file", "rows_read", "rows_loaded", "rows_repeated", "rows_noted",
    "rows_rejected",
)  # fmt: skip
PUBLISHED = "cms_amounts_equal"  # the rule that compares with CMS's own amounts


def print_counts(report: Report) -> None:
    """The rows of each new file, and what each rule found."""
    new = [file for file in report.files if file["release"] in report.new]
    if new:
        terminal.table(new, FILE_COLUMNS)
    print_results(report.results)


def print_results(results: list[Result]) -> None:
    """What was found, with an example each; what was compared; and how many rules found nothing."""
    rules = sorted({result.rule for result in results})
    found = [_found(rule, results) for rule in rules]
    if found := [row for row in found if row["rows"]]:
        terminal.table(found, title="found (table `checks` has each release)")
        says = {check.rule: check.says.split("\n")[0] for check in all_checks()}
        terminal.say("\n".join(f" {row['rule']}: {says[row['rule']]}" for row in found) + "\n")
    compared = [_sum(rule, results) for rule in rules]
    if rows := [row for row in compared if row["compared"]]:
        terminal.table(rows, title="compared with what CMS publishes")
    for result in results:
        if result.rule == PUBLISHED and result.compared:
            same = result.compared - result.rows
            terminal.say(f"{same:,} of {result.compared:,} amounts of {result.release} equal")
    clean = len(rules) - len(found)
    terminal.say(f"{clean} of {len(rules)} rules found nothing.")


def _found(rule: str, results: list[Result]) -> dict[str, Any]:
    """What a rule found in all releases, with the first of them and its example."""
    same = [result for result in results if result.rule == rule and result.rows]
    return {
        "severity": same[0].severity if same else "",
        "rule": rule,
        "releases": len(same),
        "rows": sum(result.rows for result in same),
        "example": f"{same[0].release}: {same[0].example}" if same else "",
    }


def _sum(rule: str, results: list[Result]) -> dict[str, Any]:
    """A rule over all releases: how many rows it compared, and how many of them differ."""
    same = [r for r in results if r.rule == rule and r.compared and r.severity == "finding"]
    return {
        "rule": rule,
        "releases": len(same),
        "compared": sum(r.compared or 0 for r in same),
        "differ": sum(r.rows for r in same),
    }
