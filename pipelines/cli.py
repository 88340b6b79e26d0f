"""`ratebook`: one thin function a verb. What a verb needs is imported when it runs.

Exit status: 0 done, 1 data or network said no (nothing is lost), 2 wrong usage.
"""

import argparse
import os
import sys
import threading
from collections.abc import Callable
from datetime import date

from pipelines import __version__, asking, intake, serving
from pipelines.errors import DataError, RatebookError
from pipelines.home import Home, home, sample_home
from pipelines.options import (
    diff_options,
    export_options,
    page_options,
    question,
    refresh_options,
    serve_options,
    sql_options,
    taken_options,
)

Verb = Callable[[argparse.Namespace, Home], int]
READING = ("show", "explain", "diff", "sql", "check", "export", "page", "serve")


def main(argv: list[str] | None = None) -> int:
    """Run one command; gives the exit status."""
    args = parser().parse_args(argv)
    try:
        verb: Verb = args.verb
        return verb(args, home(args.home, args.cms, getattr(args, "db", None)))
    except RatebookError as error:
        print(f"ratebook: {error}", file=sys.stderr)
        return error.exit_status
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except (KeyboardInterrupt, RuntimeError) as error:
        if "interrupted" not in str(error) and not isinstance(error, KeyboardInterrupt):
            raise
        print("ratebook: stopped; the published warehouse is as it was.", file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    """Every verb and its options."""
    top = argparse.ArgumentParser(
        prog="ratebook",
        description="What Medicare pays for a code: in an office, a hospital and an ASC.",
    )
    top.add_argument("--version", action="version", version=f"ratebook {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--home", help="folder with raw/ and warehouse/ (RATEBOOK_HOME, else .)")
    common.add_argument("--cms", help="where CMS is: an address or a folder (RATEBOOK_CMS)")
    verbs = top.add_subparsers(dest="command", required=True, metavar="VERB")

    def add(name: str, verb: Verb, says: str, json: bool = True) -> argparse.ArgumentParser:
        found = verbs.add_parser(name, help=says, description=says, parents=[common])
        found.set_defaults(verb=verb)
        if json:
            found.add_argument("--json", action="store_true", help="print JSON")
        if name in READING:
            found.add_argument("--db", metavar="FILE", help="a warehouse other than the published")
        return found

    refresh_options(add("refresh", intake.refresh, "fetch what CMS has, build, check and publish"))
    taken_options(add("add", intake.add, "take files you have into raw/, and publish"))
    add("verify", intake.verify, "hash everything in raw/ again and name what is damaged")
    add("accept-ama-license", intake.accept, "accept the AMA's licence, once", json=False)
    add("sample", _sample, "build the embedded sample in .sample/ and show 20560")
    for name, verb, says in (
        ("show", _show, "what a code pays in the three sites, with sources"),
        ("explain", _explain, "how each amount of a code was computed, and from which rows"),
    ):
        question(add(name, verb, says))
    diff_options(add("diff", asking.diff, "what changed between releases or days, and why"))
    sql_options(add("sql", asking.sql, "run a SQL statement, or open a prompt; read-only"))
    status = add("status", intake.status, "each data set by quarter: what is loaded, what is not")
    status.add_argument("--strict", action="store_true", help="exit 1 if something is overdue")
    status.add_argument("--online", action="store_true", help="look at CMS's pages first")
    add("check", _check, "run the checks on the published warehouse")
    export_options(add("export", _export, "write a table, a query or a profile for other systems"))
    serve_options(add("serve", serving.serve, "a page per code, and the same as JSON", json=False))
    page_options(add("page", serving.page, "the page of a code as one file", json=False))
    return top


def _sample(args: argparse.Namespace, at: Home) -> int:
    from pipelines import warehouse
    from pipelines.sample import ON, RELEASES
    from pipelines.wanted import wanted

    own = sample_home(at)
    warehouse.refresh(own, wanted(list(RELEASES), [], ON), False, lambda text: None)
    question = ["show", "20560", "--on", ON.isoformat(), "--home", str(own.folder)]
    return main([*question, "--json"] if args.json else question)


def _show(args: argparse.Namespace, at: Home) -> int:
    from pipelines import render
    from pipelines.show import show

    return _answer(args, at, show, render.side_by_side)


def _explain(args: argparse.Namespace, at: Home) -> int:
    from pipelines import render
    from pipelines.explain import explain, lines

    def printed(answer: dict[str, object]) -> None:
        render.side_by_side(answer)
        render.say("\n".join(lines(answer)))

    return _answer(args, at, explain, printed)


def _answer(
    args: argparse.Namespace, at: Home, ask: Callable[..., dict[str, object]],
    printed: Callable[[dict[str, object]], None],
) -> int:  # fmt: skip
    from pipelines import place, reader, render
    from pipelines.question import Question, require_code

    on = args.on or date.today()
    hcpcs, modifier = require_code(args.code)
    with reader.reading(at) as con:
        mac, locality, notes = place.find(con, args.locality, args.zip, on)
        answer = ask(con, Question(hcpcs, modifier, mac, locality, on, args.qp))
    answer["notes"] = notes
    if args.strict and answer["warnings"]:
        raise DataError("; ".join(map(str, answer["warnings"])))  # type: ignore[call-overload]
    render.dump(answer) if args.json else printed(answer)
    for note in () if args.json else notes:
        render.say(note)
    return 0


def _check(args: argparse.Namespace, at: Home) -> int:
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


def _export(args: argparse.Namespace, at: Home) -> int:
    from pipelines import render
    from pipelines.export import NOTHING, export
    from pipelines.exported import asked, lines

    done = export(at, asked(args), render.warn)
    if not done["rows"]:
        render.warn(f"warning: {NOTHING}")
    if args.json:
        render.dump(done)
        return 0
    render.sample_notice(done["origin"])
    render.say("\n".join(lines(done, args.to)))
    return 0


def run() -> None:
    """The command `ratebook`."""
    status = main()
    if status and threading.active_count() > 1:  # downloads that were interrupted
        sys.stdout.flush()
        os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    run()
