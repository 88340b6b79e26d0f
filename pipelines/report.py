"""What a refresh did, for a person and as JSON: files, rows, and what the checks found."""

from collections import Counter
from typing import Any

from pipelines import catalog, render
from pipelines.checks import Result, all_checks
from pipelines.warehouse import Report, changes

NAMED = 8  # releases or rules, beyond which they are counted
FILE_COLUMNS = (
    "release", "source_file", "rows_read", "rows_loaded", "rows_repeated", "rows_noted",
    "rows_rejected",
)  # fmt: skip


def as_json(report: Report) -> dict[str, Any]:
    """The report as values for JSON."""
    return {
        "database": str(report.database),
        "changed": report.changed,
        "releases": report.releases,
        "new": sorted(report.new),
        "changes": changes(report),
        "notes": report.notes,
        "missed": report.missed,
        "files": report.files,
        "checks": [vars(result) for result in report.results],
    }


def print_counts(report: Report) -> None:
    """The rows of each new file, and what each rule found."""
    new = [file for file in report.files if file["release"] in report.new]
    if new:
        render.table(new, FILE_COLUMNS)
    print_results(report.results)


def summary(report: Report) -> list[str]:
    """Three lines: what there is now, what of it is new, and what was found or missed."""
    return [_there(report), _new(report), _found_or_missed(report)]


def _there(report: Report) -> str:
    loaded = sum(file["rows_loaded"] for file in report.files)
    rejected = sum(file["rows_rejected"] for file in report.files)
    said = "published" if report.changed else "no change"
    held = f"{_many(len(report.releases), 'release')}, {_many(loaded, 'row')} loaded"
    return f"{said}: {report.database}, {held}, {rejected:,} rejected"


def _new(report: Report) -> str:
    if len(report.new) > NAMED:
        sets = Counter(catalog.release(name).dataset for name in report.new)
        each = ", ".join(f"{dataset} {count}" for dataset, count in sorted(sets.items()))
        return f"new: {len(report.new)} releases ({each})"
    if report.new:
        return f"new: {', '.join(sorted(report.new))}"
    return "new: nothing" + ("; built again from the same files" if report.changed else "")


def _found_or_missed(report: Report) -> str:
    rules = sorted({result.rule for result in report.findings})
    more = f" and {len(rules) - NAMED} more" if len(rules) > NAMED else ""
    found = f"{', '.join(rules[:NAMED])}{more} (`ratebook check`)" if rules else "nothing"
    missed = f"{len(report.missed)}, told above" if report.missed else "nothing"
    return f"found: {found}; missed: {missed}"


def print_results(results: list[Result]) -> None:
    """What was found, with an example each; what was compared; and how many rules found nothing."""
    rules = sorted({result.rule for result in results})
    found = [_found(rule, results) for rule in rules]
    if found := [row for row in found if row["rows"]]:
        render.table(found, title="found (table `checks` has each release)")
        says = {check.rule: check.says.split("\n")[0] for check in all_checks()}
        render.say("\n".join(f" {row['rule']}: {says[row['rule']]}" for row in found) + "\n")
    compared = [_sum(rule, results) for rule in rules]
    if rows := [row for row in compared if row["compared"]]:
        render.table(rows, title="compared with what CMS prints")
    clean = len(rules) - len(found)
    render.say(f"{clean} of {len(rules)} rules found nothing.")


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


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}{'s' * (count != 1)}"
