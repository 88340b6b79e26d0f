"""What a refresh did, in three lines and as JSON."""

from collections import Counter
from typing import Any

from ratebook import catalog
from ratebook.refresh import Report, changes

NAMED = 8  # releases or rules, beyond which they are counted


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
    return "new: nothing" + ("; rebuilt from the same files" if report.changed else "")


def _found_or_missed(report: Report) -> str:
    rules = sorted({result.rule for result in report.findings})
    more = f" and {len(rules) - NAMED} more" if len(rules) > NAMED else ""
    found = f"{', '.join(rules[:NAMED])}{more} (`ratebook check`)" if rules else "nothing"
    missed = f"{len(report.missed)}, listed above" if report.missed else "nothing"
    return f"found: {found}; missed: {missed}"


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}{'s' * (count != 1)}"
