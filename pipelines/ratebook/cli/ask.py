"""The verbs that ask the warehouse: `show`, `explain`, `diff`, `localities`, `sql`, `check`."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ratebook.errors import AnswerError, DataError, UsageError
from ratebook.home import Home

if TYPE_CHECKING:
    import duckdb

    from ratebook.diff.release_pairs import Pair


Answer = dict[str, Any]


def show(args: argparse.Namespace, at: Home) -> int:
    """What codes pay in the three sites; exit status 1 where one of them has no answer."""
    from ratebook.ask.show import show as answer
    from ratebook.cli import terminal

    return _answers(args, at, answer, terminal.side_by_side)


def explain(args: argparse.Namespace, at: Home) -> int:
    """How each amount of some codes was computed."""
    from ratebook.ask.explain import explain as answer
    from ratebook.ask.explain import lines
    from ratebook.cli import terminal

    def printed(found: Answer) -> None:
        terminal.side_by_side(found)
        terminal.say("\n".join(lines(found)))

    return _answers(args, at, answer, printed)


def _answers(
    args: argparse.Namespace, at: Home, ask: Callable[..., Answer],
    printed: Callable[[Answer], None],
) -> int:  # fmt: skip
    """Each code's answer, and of one without an answer why; of one code alone it is an error."""
    from ratebook import clock
    from ratebook.ask import place, reader
    from ratebook.ask.question import Question, require_code
    from ratebook.cli import terminal

    on = args.on or clock.today()
    codes = [require_code(text) for text in args.code]
    found: list[Answer] = []
    with reader.reading(at) as con:
        mac, locality, notes = place.find(con, args.locality, args.zip, on, args.state or "")
        for hcpcs, modifier in codes:
            question = Question(hcpcs, modifier, mac, locality, on, args.qp)
            try:
                found.append(ask(con, question) | {"notes": notes})
            except AnswerError as error:
                if len(codes) == 1:
                    raise
                said = {"kind": error.kind, "message": str(error)}
                found.append({"code": question.code, "error": said})
    answers = [answer for answer in found if "error" not in answer]
    warnings = list(dict.fromkeys(w for answer in answers for w in answer["warnings"]))
    if args.strict and warnings:
        raise DataError("; ".join(warnings))
    if args.json:
        terminal.dump(found if len(codes) > 1 else found[0])
    else:
        _print_answers(answers, warnings, notes, printed)
    for answer in found:
        if "error" in answer:
            terminal.warn(f"ratebook: {answer['error']['message']}")
    return 0 if len(answers) == len(found) else 1


def _print_answers(
    answers: list[Answer], warnings: list[str], notes: list[str],
    printed: Callable[[Answer], None],
) -> None:  # fmt: skip
    """A table for each answer, and once for all what is to be known of the place and the day."""
    from ratebook.cli import terminal

    for number, answer in enumerate(answers):
        if number:
            terminal.say("")
        printed(answer | {"warnings": [], "origin": "" if number else answer["origin"]})
    for note in notes if answers else ():
        terminal.say(note)
    for warning in warnings:
        terminal.warn(f"warning: {warning}")


def check(args: argparse.Namespace, at: Home) -> int:
    """Run the rules on the published warehouse; exit status 1 where a blocking one finds rows."""
    from ratebook.ask import reader
    from ratebook.build import checks
    from ratebook.cli import refresh_tables, terminal

    with reader.reading(at) as con:
        results, origin = checks.run(con), reader.origin(con)
    if args.json:
        terminal.dump([vars(result) for result in results])
    else:
        terminal.sample_notice(origin)
        refresh_tables.print_results(results)
    checks.refuse_blocking(results)
    return 0


def localities(args: argparse.Namespace, at: Home) -> int:
    """The localities of a day that words, a number or a state name."""
    from ratebook import clock
    from ratebook.ask import place, reader
    from ratebook.cli import terminal

    on, words = args.on or clock.today(), " ".join(args.word)
    with reader.reading(at) as con:
        found, origin = place.listed(con, words, args.state or "", on), reader.origin(con)
        if not found:
            raise place.unknown(con, words, args.state or "", on)
    if args.json:
        terminal.dump(found)
        return 0
    terminal.sample_notice(origin)
    terminal.table([{**p, "locality": place.named(p["mac"], p["locality"])} for p in found],
                 ("locality", "state", "locality_name"))  # fmt: skip
    terminal.say(f"{len(found)} localit{'y' if len(found) == 1 else 'ies'} on {on}")
    return 0


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
    """The releases to compare, those that hold on both days, and what is to be said of them."""
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
    """How many changes where nobody says: a screenful, or all of them in a file or JSON."""
    return None if args.to or args.json else 10


def _places(
    con: "duckdb.DuckDBPyConnection", words: list[str], on: date | None
) -> list[tuple[str, str]] | None:
    """The localities that were named; None for all of them."""
    from ratebook.ask import place

    if "all" in words:
        return None
    return [place.choose(con, word, "", on) for word in words] or [place.NATION]


def sql(args: argparse.Namespace, at: Home) -> int:
    """Run a statement, or what a person types, one after another."""
    from ratebook.ask import reader, statement
    from ratebook.cli import prompt

    if args.format == "parquet" and not args.json:
        return _parquet(at, args.statement or sys.stdin.read())
    with reader.reading(at) as con:
        origin, words = reader.origin(con), reader.names(con)
        statement.shut_in(con)
        if args.statement or not sys.stdin.isatty():
            _run(con, args, args.statement or sys.stdin.read(), origin)
            return 0
        print(prompt.HELP)
        for typed in prompt.statements(words):
            try:
                _run(con, args, typed, origin)
            except UsageError as error:
                print(error, file=sys.stderr)
            except (KeyboardInterrupt, RuntimeError):
                print("stopped", file=sys.stderr)
    return 0


def _run(
    con: "duckdb.DuckDBPyConnection", args: argparse.Namespace, text: str, origin: str
) -> None:
    from ratebook.ask import statement
    from ratebook.cli import terminal
    from ratebook.sample import NOTICE

    if origin == "sample" and (args.json or args.format != "table"):
        terminal.warn(NOTICE)
    if args.json or args.format == "json":
        return statement.write_json(con, text, sys.stdout, terminal.jsonable)
    if args.format == "csv":
        return statement.write_csv(con, text, sys.stdout)
    found = statement.run(con, text, args.limit)
    terminal.sample_notice(origin)
    terminal.fitting(found.rows, found.columns)
    if found.more:
        terminal.warn(f"The first {args.limit} rows; --limit N or --format csv print more.")
    return None


def _parquet(at: Home, query: str) -> int:
    """The rows of a SELECT on standard output, as `export` writes them: of any number."""
    from ratebook.cli import streams, terminal
    from ratebook.export.request import ExportRequest
    from ratebook.export.run import export

    if sys.stdout.isatty():
        raise UsageError("--format parquet is not for a screen: send it to a file, `> x.parquet`.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        export(at, ExportRequest(str(path), "parquet", query=query), terminal.warn)
        with path.open("rb") as file, streams.writing(sys.stdout):
            shutil.copyfileobj(file, sys.stdout.buffer)
    return 0
