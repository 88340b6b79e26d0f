"""The verb that compares releases or days: `diff`."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ratebook.errors import UsageError
from ratebook.home import Home

if TYPE_CHECKING:
    import duckdb

    from ratebook.diff.release_pairs import Pair


def diff(args: argparse.Namespace, at: Home) -> int:
    """Compare two releases or two days."""
    from ratebook import progress
    from ratebook.ask import code_list, reader
    from ratebook.diff import compare, volumes
    from ratebook.diff.request import DiffRequest

    if (len(args.release), len(args.on)) not in ((2, 0), (0, 2)):
        raise UsageError("Name two releases (RVU25A RVU25D), or two days (--on DAY --on DAY).")
    asked = [code_list.code(word) for word in args.code]
    asked += code_list.codes(Path(args.codes)) if args.codes else []
    weights = volumes.volumes(Path(args.weights)) if args.weights else []
    with reader.reading(at) as con, progress.watching("comparing"):
        found, held, notes = _pairs(con, args)
        places = _places(con, args.locality, max(args.on, default=None))
        days = (args.on[0], args.on[1]) if args.on else None
        question = DiffRequest(found, places, asked, args.qp, weights, held, days)
        report = compare.compare(con, question, args.limit or _most(args))
    report["notes"] += notes
    _answer(args, report)
    return 1 if report["volumes"] and not report["volumes"]["any_priced"] else 0


def _pairs(
    con: "duckdb.DuckDBPyConnection", args: argparse.Namespace
) -> tuple[list["Pair"], list["Pair"], list[str]]:
    """The releases to compare, those in effect on both days, and what is to be said of them."""
    from ratebook.diff import release_pairs

    if args.on:
        return release_pairs.of_days(con, args.on)
    return [release_pairs.of_releases(con, args.release)], [], []


def _answer(args: argparse.Namespace, report: dict[str, Any]) -> None:
    from ratebook.cli import diff_report, terminal
    from ratebook.diff import report_file

    if args.json:
        return terminal.dump(report)
    if args.to:
        report_file.write(report, Path(args.to))
        said = [f"{args.to}: {report['rows']:,} changes", *report["summary"]]
        return terminal.say("\n".join(said))
    diff_report.print_report(report, args.limit)
    for note in report["notes"]:
        terminal.say(note)
    return None


def _most(args: argparse.Namespace) -> int | None:
    """How many changes where no one says: a screenful, or all of them in a file or JSON."""
    return None if args.to or args.json else 10


def _places(
    con: "duckdb.DuckDBPyConnection", words: list[str], on: date | None
) -> list[tuple[str, str]] | None:
    """The localities that were named; None for all of them."""
    from ratebook.ask import place

    if "all" in words:
        return None
    return [place.choose(con, word, "", on) for word in words] or [place.NATION]
