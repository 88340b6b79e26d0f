"""The verbs that ask the warehouse: `diff`, `sql`."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.errors import UsageError
from pipelines.home import Home

if TYPE_CHECKING:
    import duckdb


def diff(args: argparse.Namespace, at: Home) -> int:
    """Compare two releases or two days."""
    from pipelines import reader
    from pipelines.changes import codes, compare, pairs, volumes
    from pipelines.changes.asked import Question

    if (len(args.release), len(args.on)) not in ((2, 0), (0, 2)):
        raise UsageError("Name two releases (RVU25A RVU25D), or two days (--on DAY --on DAY).")
    asked = [codes.code(word) for word in args.code]
    asked += codes.codes(Path(args.codes)) if args.codes else []
    weights = volumes.volumes(Path(args.weights)) if args.weights else []
    with reader.reading(at) as con:
        found, held, notes = (pairs.of_days(con, args.on) if args.on
                              else ([pairs.of_releases(con, args.release)], [], []))  # fmt: skip
        days = (args.on[0], args.on[1]) if args.on else None
        question = Question(found, _places(args.locality), asked, args.qp, weights, held, days)
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


def _places(words: list[str]) -> list[tuple[str, str]] | None:
    """The localities that were named; None for all of them."""
    from pipelines.place import NATION, locality_key

    if "all" in words:
        return None
    return [locality_key(word) for word in words] or [NATION]


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
    from pipelines import render
    from pipelines.export import Asked, export

    if sys.stdout.isatty():
        raise UsageError("--format parquet is not for a screen: send it to a file, `> x.parquet`.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        export(at, Asked(str(path), "parquet", query=query), render.warn)
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
    return 0
