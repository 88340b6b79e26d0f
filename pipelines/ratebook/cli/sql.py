"""The verb that runs a person's SQL: `sql`."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ratebook.errors import UsageError
from ratebook.home import Home

if TYPE_CHECKING:
    import duckdb


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
        terminal.warn(
            f"These are the first {args.limit} rows. --limit N or --format csv prints more."
        )
    return None


def _parquet(at: Home, query: str) -> int:
    """The rows of a SELECT on standard output, as `export` writes them: of any number."""
    from ratebook.cli import streams, terminal
    from ratebook.export.request import ExportRequest
    from ratebook.export.run import export

    if sys.stdout.isatty():
        raise UsageError(
            "--format parquet cannot be shown on a screen: send it to a file, `> x.parquet`."
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        export(at, ExportRequest(str(path), "parquet", query=query), terminal.warn)
        with path.open("rb") as file, streams.writing(sys.stdout):
            shutil.copyfileobj(file, sys.stdout.buffer)
    return 0
