"""`ratebook`: the verbs in their groups. What a verb needs is imported when it runs.

Exit status: 0 done, 1 data or network refused (nothing is lost), 2 wrong usage.
"""

import argparse
import os
import sys
import threading

from ratebook import __version__
from ratebook.cli import ask, claims, contract, data, diff, edits, export, serve, sql, streams
from ratebook.cli import options as o
from ratebook.cli import question_options as q
from ratebook.cli.export_options import export_options
from ratebook.cli.parser import Parser, Verb, overview
from ratebook.cli.reconcile import reconcile, reconcile_options
from ratebook.errors import OutputError, RatebookError
from ratebook.home import home

ABOUT = "Ratebook: what Medicare pays for a code in an office, a hospital and an ASC."
NO_MEMORY = ("Out of Memory", "llocate", "failed to map segment", "start new thread")
ASKED, DB = ("json", "db"), ("db",)
GROUPS: dict[str, tuple[Verb, ...]] = {
    "Bring data in": (
        Verb("refresh", data.refresh, "download what CMS has posted, build, check and publish",
             "[RELEASE...]", "ratebook refresh --year 2026", o.refresh_options, ("json", "cms")),
        Verb("add", data.add, "add files you have to raw/, and publish",
             "FILE...", "ratebook add ~/Downloads/rvu26c.zip", o.taken_options),
        Verb("status", data.status, "each data set by quarter: what is loaded and what is not",
             "", "ratebook status --online", o.status_options, ("json", "cms")),
        Verb("verify", data.verify, "check every file in raw/ and name what is damaged",
             "", "ratebook verify"),
        Verb("accept-ama-license", data.accept, "accept the AMA's license, once",
             "", "ratebook accept-ama-license", common=()),
        Verb("sample", data.sample, "build the embedded sample in .sample/ and show 20560",
             "", "ratebook sample"),
    ),
    "Ask": (
        Verb("show", ask.show, "what codes pay in the three sites, with sources",
             "CODE...", "ratebook show 45378 45380 --zip 35203 --on 2026-08-01",
             q.show_options, ASKED),
        Verb("explain", ask.explain, "how each amount was computed, and from which rows",
             "CODE...", "ratebook explain 45378 --locality 10112-00", q.explain_options, ASKED),
        Verb("search", ask.search, "codes by words of their names, with what the sites pay",
             "WORD...", "ratebook search colonoscopy biopsy --zip 94110",
             q.search_options, ASKED),
        Verb("edits", edits.edits, "which codes NCCI refuses beside others, and how many units",
             "CODE...", "ratebook edits 45385 45380 --on 2024-08-01", edits.edits_options, ASKED),
        Verb("diff", diff.diff, "what changed between releases or days, and why",
             "[RELEASE RELEASE]", "ratebook diff RVU25D RVU26C --code 45378",
             o.diff_options, ASKED),
        Verb("reprice", claims.reprice, "what Medicare would have allowed for each line of claims",
             "CLAIMS --to FILE", "ratebook reprice claims.csv --to priced.csv",
             claims.reprice_options, ASKED),
        Verb("reconcile", reconcile, "how many rows of two outputs of reprice differ",
             "PRICED PRICED", "ratebook reconcile priced.parquet priced-on-spark/",
             reconcile_options),
        Verb("contract", contract.contract, "what an offer is worth; your fees beside Medicare",
             "TASK FILE...", "ratebook contract compare now.toml offer.toml --weights volumes.csv",
             contract.contract_options, ASKED),
        Verb("localities", ask.localities, "Medicare's localities, by name, state or number",
             "[WORD...]", "ratebook localities san francisco", o.localities_options, ASKED),
        Verb("sql", sql.sql, "run a SQL statement, or open a prompt; read-only",
             "[STATEMENT]", "ratebook sql --format csv \"from releases_on('2026-08-01')\"",
             o.sql_options, ASKED),
        Verb("check", ask.check, "run the checks on the published warehouse",
             "", "ratebook check", common=ASKED),
    ),
    "Export": (
        Verb("export", export.export, "write a table, a query or a profile for other systems",
             "[TABLE] --to FILE", "ratebook export payment_by_site --codes mine.csv --to rates.csv",
             export_options, ASKED),
        Verb("page", serve.page, "the page of a code as one file",
             "CODE --to FILE", "ratebook page 20560 --zip 35203 --to page.html",
             q.page_options, DB),
    ),
    "Serve": (
        Verb("serve", serve.serve, "a page for each code, and the same as JSON",
             "", "ratebook serve --port 8080", o.serve_options, DB),
        Verb("mcp", serve.mcp, "the same questions as tools of an assistant (MCP, stdio)",
             "", "ratebook mcp", common=DB),
    ),
}  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    words = sys.argv[1:] if argv is None else argv
    try:
        if words[:1] == ["help"]:  # as git and others have it
            words = [*words[1:2], "--help"]
        if not words or words[0] in ("-h", "--help"):
            print(overview(GROUPS, ABOUT))
            return 0
        args, left = parser().parse_known_args(words)
        if left:
            args.parser.error(
                f"'{left[0]}' is out of place: put names together, before the options"
            )
        at = home(args.home, getattr(args, "cms", None), getattr(args, "db", None))
        return int(args.run(args, at))
    except OutputError as error:
        return streams.given_up(error)
    except RatebookError as error:
        print(f"ratebook: {error}", file=sys.stderr)
        return error.exit_status
    except (KeyboardInterrupt, Exception) as error:
        if not (said := _known(error)):
            raise
        print(f"ratebook: {said}; the published warehouse is unchanged.", file=sys.stderr)
        return 1


def _known(error: BaseException) -> str:
    """Why a command ended, if it is not our fault: interrupted, or out of memory."""
    if isinstance(error, KeyboardInterrupt) or "interrupted" in str(error):
        return "stopped"
    small = isinstance(error, MemoryError) or any(word in str(error) for word in NO_MEMORY)
    return "not enough memory" if small else ""


def parser() -> Parser:
    """Every verb and its options."""
    top = Parser(prog="ratebook", usage="ratebook VERB [options]", description=ABOUT)
    top.add_argument("--version", action="version", version=f"ratebook {__version__}")
    verbs = top.add_subparsers(dest="command", prog="ratebook")
    for verb in (verb for group in GROUPS.values() for verb in group):
        found = verbs.add_parser(
            verb.name, description=f"{verb.says[0].upper()}{verb.says[1:]}.",
            usage=f"ratebook {' '.join(filter(None, [verb.name, verb.words]))} [options]",
            epilog=f"Example: {verb.example}", formatter_class=argparse.RawDescriptionHelpFormatter,
        )  # fmt: skip
        found.set_defaults(run=verb.run, parser=found)
        verb.options(found)
        o.common_options(found, verb.common)
    top.verbs = verbs.choices
    return top


def run() -> None:
    """The command `ratebook`."""
    streams.take_over()
    try:
        status = main()
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
    status = streams.ended(status)
    if status and threading.active_count() > 1:  # downloads that were interrupted
        os._exit(status)
    sys.exit(status)
