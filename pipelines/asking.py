"""The verbs that ask the warehouse: `show`, `explain`, `diff`, `localities`, `sql`, `check`."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.errors import AnswerError, DataError, UsageError
from pipelines.home import Home

if TYPE_CHECKING:
    import duckdb


Answer = dict[str, Any]


def show(args: argparse.Namespace, at: Home) -> int:
    """What codes pay in the three sites; exit status 1 where one of them has no answer."""
    from pipelines import render
    from pipelines.show import show as answer

    return _answers(args, at, answer, render.side_by_side)


def explain(args: argparse.Namespace, at: Home) -> int:
    """How each amount of some codes was computed."""
    from pipelines import render
    from pipelines.explain import explain as answer
    from pipelines.explain import lines

    def printed(found: Answer) -> None:
        render.side_by_side(found)
        render.say("\n".join(lines(found)))

    return _answers(args, at, answer, printed)


def _answers(
    args: argparse.Namespace, at: Home, ask: Callable[..., Answer],
    printed: Callable[[Answer], None],
) -> int:  # fmt: skip
    """Each code's answer, and of one without an answer why; of one code alone it is an error."""
    from pipelines import clock, place, reader, render
    from pipelines.question import Question, require_code

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
        render.dump(found if len(codes) > 1 else found[0])
    else:
        _print_answers(answers, warnings, notes, printed)
    for answer in found:
        if "error" in answer:
            render.warn(f"ratebook: {answer['error']['message']}")
    return 0 if len(answers) == len(found) else 1


def _print_answers(
    answers: list[Answer], warnings: list[str], notes: list[str],
    printed: Callable[[Answer], None],
) -> None:  # fmt: skip
    """A table for each answer, and once for all what is to be known of the place and the day."""
    from pipelines import render

    for number, answer in enumerate(answers):
        if number:
            render.say("")
        printed(answer | {"warnings": [], "origin": "" if number else answer["origin"]})
    for note in notes if answers else ():
        render.say(note)
    for warning in warnings:
        render.warn(f"warning: {warning}")


def check(args: argparse.Namespace, at: Home) -> int:
    """Run the rules on the published warehouse; exit status 1 where a blocking one finds rows."""
    from pipelines import checks, reader, render, report

    with reader.reading(at) as con:
        results, origin = checks.run(con), reader.origin(con)
    if args.json:
        render.dump([vars(result) for result in results])
    else:
        render.sample_notice(origin)
        report.print_results(results)
    checks.refuse_blocking(results)
    return 0


def localities(args: argparse.Namespace, at: Home) -> int:
    """The localities of a day that words, a number or a state name."""
    from pipelines import clock, place, reader, render

    on, words = args.on or clock.today(), " ".join(args.word)
    with reader.reading(at) as con:
        found, origin = place.listed(con, words, args.state or "", on), reader.origin(con)
        if not found:
            raise place.unknown(con, words, args.state or "", on)
    if args.json:
        render.dump(found)
        return 0
    render.sample_notice(origin)
    render.table([{**p, "locality": place.named(p["mac"], p["locality"])} for p in found],
                 ("locality", "state", "locality_name"))  # fmt: skip
    render.say(f"{len(found)} localit{'y' if len(found) == 1 else 'ies'} on {on}")
    return 0


def diff(args: argparse.Namespace, at: Home) -> int:
    """Compare two releases or two days."""
    from pipelines import bars, reader
    from pipelines.changes import codes, compare, pairs, volumes
    from pipelines.changes.asked import Question

    if (len(args.release), len(args.on)) not in ((2, 0), (0, 2)):
        raise UsageError("Name two releases (RVU25A RVU25D), or two days (--on DAY --on DAY).")
    asked = [codes.code(word) for word in args.code]
    asked += codes.codes(Path(args.codes)) if args.codes else []
    weights = volumes.volumes(Path(args.weights)) if args.weights else []
    with reader.reading(at) as con, bars.watching("comparing"):
        found, held, notes = (pairs.of_days(con, args.on) if args.on
                              else ([pairs.of_releases(con, args.release)], [], []))  # fmt: skip
        places = _places(con, args.locality, max(args.on, default=None))
        days = (args.on[0], args.on[1]) if args.on else None
        question = Question(found, places, asked, args.qp, weights, held, days)
        report = compare.compare(con, question, args.limit or _most(args))
    report["notes"] += notes
    _answer(args, report)
    return 1 if report["volumes"] and not report["volumes"]["any_priced"] else 0


def _answer(args: argparse.Namespace, report: dict[str, Any]) -> None:
    from pipelines import render
    from pipelines.changes import terminal, write

    if args.json:
        return render.dump(report)
    if args.to:
        write.write(report, Path(args.to))
        said = [f"{args.to}: {report['rows']:,} changes", *report["summary"]]
        return render.say("\n".join(said))
    terminal.print_report(report, args.limit)
    for note in report["notes"]:
        render.say(note)
    return None


def _most(args: argparse.Namespace) -> int | None:
    """How many changes where nobody says: a screenful, or all of them in a file or JSON."""
    return None if args.to or args.json else 10


def _places(
    con: "duckdb.DuckDBPyConnection", words: list[str], on: date | None
) -> list[tuple[str, str]] | None:
    """The localities that were named; None for all of them."""
    from pipelines import place

    if "all" in words:
        return None
    return [place.choose(con, word, "", on) for word in words] or [place.NATION]


def sql(args: argparse.Namespace, at: Home) -> int:
    """Run a statement, or what a person types, one after another."""
    from pipelines import prompt, reader, statement

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
    from pipelines import render, statement

    if origin == "sample" and (args.json or args.format != "table"):
        render.warn(render.SAMPLE)
    if args.json or args.format == "json":
        return statement.write_json(con, text, sys.stdout, render.jsonable)
    if args.format == "csv":
        return statement.write_csv(con, text, sys.stdout)
    found = statement.run(con, text, args.limit)
    render.sample_notice(origin)
    render.fitting(found.rows, found.columns)
    if found.more:
        render.warn(f"The first {args.limit} rows; --limit N or --format csv print more.")
    return None


def _parquet(at: Home, query: str) -> int:
    """The rows of a SELECT on standard output, as `export` writes them: of any number."""
    from pipelines import render, streams
    from pipelines.export import export
    from pipelines.exports.asked import Asked

    if sys.stdout.isatty():
        raise UsageError("--format parquet is not for a screen: send it to a file, `> x.parquet`.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        export(at, Asked(str(path), "parquet", query=query), render.warn)
        with path.open("rb") as file, streams.writing(sys.stdout):
            shutil.copyfileobj(file, sys.stdout.buffer)
    return 0
